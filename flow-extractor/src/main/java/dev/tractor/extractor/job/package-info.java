/// Jobs: taken when there is room, extracted, ended.
package dev.tractor.extractor.job;
