/// Finds flows by the query language, page by page.
package dev.tractor.stats.search;
