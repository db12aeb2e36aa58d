/// Keeps the flows of complete jobs column by column, so that a question reads only what it asks about.
package dev.tractor.stats.columns;
