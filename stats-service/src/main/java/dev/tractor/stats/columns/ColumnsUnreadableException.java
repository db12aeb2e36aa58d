package dev.tractor.stats.columns;

import java.sql.SQLException;

/// The database did not give a column; the cause says why.
public final class ColumnsUnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ColumnsUnreadableException(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
