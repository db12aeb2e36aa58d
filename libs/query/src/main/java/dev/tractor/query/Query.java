package dev.tractor.query;

import java.util.List;

/// A question to every flow, true or false.
public sealed interface Query {
    /// True for every flow.
    record Everything() implements Query {}

    /// @param parts two or more
    record And(List<Query> parts) implements Query {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /// @param parts two or more
    record Or(List<Query> parts) implements Query {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Query part) implements Query {}

    /// A flow that does not have the field (no domain, no session) answers false to every comparison but [Comparison#NOT_EQUAL].
    record Test(FlowField field, Comparison comparison, Value value) implements Query {}

    /// A word without a field: in the label, the domain or the comment.
    ///
    /// @param part lower case
    record Word(String part) implements Query {}

    /// Parses the text of a query; see `docs/reference/query.md` for its grammar. An empty text asks for everything.
    ///
    /// @throws QueryException when it is none, with what, where and what to write instead
    static Query parse(String text) throws QueryException {
        return new QueryParser(text).parse();
    }
}
