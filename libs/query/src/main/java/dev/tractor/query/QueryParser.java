package dev.tractor.query;

import dev.tractor.query.Lexer.Token;
import dev.tractor.query.Lexer.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// ```
/// query     = [ or ]
/// or        = and { "or" and }
/// and       = not { [ "and" ] not }
/// not       = "not" not | "(" or ")" | test | word
/// test      = field sign value | field ":" "(" value { [ "or" ] value } ")"
/// sign      = ":" | "=" | "!=" | "<" | "<=" | ">" | ">="
/// ```
final class QueryParser {
    /// A query that people or their tools write; a longer one is an accident.
    static final int MAX_LENGTH = 4_096;
    /// Each is a part of the database's condition.
    static final int MAX_TESTS = 64;
    static final int MAX_DEPTH = 16;
    /// A value alone: the flow has one.
    private static final String ANY = "*";

    private final String text;
    private List<Token> tokens;
    private int at;
    private int tests;
    private int depth;

    QueryParser(String text) {
        this.text = text;
    }

    Query parse() throws QueryException {
        if (text.length() > MAX_LENGTH) {
            throw new QueryException("the query has " + text.length() + " characters; at most " + MAX_LENGTH + " are taken", MAX_LENGTH + 1);
        }
        tokens = Lexer.tokens(text);
        if (peek().type() == Type.END) {
            return new Query.Everything();
        }
        Query query = or();
        if (peek().type() != Type.END) {
            throw new QueryException("'" + peek().text() + "' is not expected here", peek().column());
        }
        return query;
    }

    private Query or() throws QueryException {
        if (++depth > MAX_DEPTH) {
            throw new QueryException("parentheses are nested more than " + MAX_DEPTH + " deep", peek().column());
        }
        List<Query> parts = new ArrayList<>(List.of(and()));
        while (peek().is("or")) {
            at++;
            parts.add(and());
        }
        depth--;
        return parts.size() == 1 ? parts.getFirst() : new Query.Or(parts);
    }

    private Query and() throws QueryException {
        List<Query> parts = new ArrayList<>(List.of(not()));
        while (peek().type() != Type.END && peek().type() != Type.CLOSE && !peek().is("or")) {
            if (peek().is("and")) {
                at++;
            }
            parts.add(not());
        }
        return parts.size() == 1 ? parts.getFirst() : new Query.And(parts);
    }

    private Query not() throws QueryException {
        boolean negated = false;
        while (peek().is("not")) {
            at++;
            negated = !negated;
        }
        Query part = primary();
        return negated ? new Query.Not(part) : part;
    }

    private Query primary() throws QueryException {
        Token token = next();
        switch (token.type()) {
            case OPEN -> {
                Query inner = or();
                if (next().type() != Type.CLOSE) {
                    throw new QueryException("a parenthesis is not closed", token.column());
                }
                return inner;
            }
            case QUOTED -> {
                return word(token);
            }
            case WORD -> {
                if (token.is("and") || token.is("or")) {
                    throw new QueryException("'" + token.text() + "' stands between two conditions; to look for the word write \"" + token.text() + "\"", token.column());
                }
                return peek().type() == Type.SIGN ? test(token) : word(token);
            }
            case SIGN -> throw new QueryException("a field is missing before '" + token.text() + "'", token.column());
            case CLOSE -> throw new QueryException("a condition is missing before ')'", token.column());
            case END -> throw new QueryException("a condition is missing at the end", token.column());
        }
        throw new AssertionError(token);
    }

    private Query word(Token token) throws QueryException {
        count(token);
        if (token.text().isBlank()) {
            throw new QueryException("the text to look for is empty", token.column());
        }
        return new Query.Word(token.text().toLowerCase(Locale.ROOT));
    }

    private Query test(Token name) throws QueryException {
        FlowField field = FlowField.named(name.text().toLowerCase(Locale.ROOT));
        if (field == null) {
            throw new QueryException("there is no field '" + name.text() + "'; there are " + Arrays.stream(FlowField.values()).map(FlowField::field).collect(Collectors.joining(", ")), name.column());
        }
        Token sign = next();
        Comparison comparison = switch (sign.text()) {
            case ":", "=" -> Comparison.EQUAL;
            case "!=" -> Comparison.NOT_EQUAL;
            case "<" -> Comparison.LESS;
            case "<=" -> Comparison.AT_MOST;
            case ">" -> Comparison.GREATER;
            case ">=" -> Comparison.AT_LEAST;
            default -> throw new QueryException("'" + sign.text() + "' is no sign; write : = != < <= > >=", sign.column());
        };
        if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL && !field.kind().isOrdered()) {
            throw new QueryException(field.field() + " is not ordered; compare it with : or !=", sign.column());
        }
        if (peek().type() == Type.OPEN && comparison == Comparison.EQUAL) {
            return list(field, sign.text().equals("="));
        }
        return test(field, comparison, sign.text().equals("="), next());
    }

    private Query list(FlowField field, boolean exact) throws QueryException {
        Token open = next();
        List<Query> parts = new ArrayList<>();
        while (peek().type() != Type.CLOSE) {
            if (peek().is("or") && !parts.isEmpty()) {
                at++;
            }
            parts.add(test(field, Comparison.EQUAL, exact, next()));
        }
        at++;
        if (parts.isEmpty()) {
            throw new QueryException("the list of values is empty", open.column());
        }
        return parts.size() == 1 ? parts.getFirst() : new Query.Or(parts);
    }

    private Query test(FlowField field, Comparison comparison, boolean exact, Token value) throws QueryException {
        count(value);
        if (value.type() != Type.WORD && value.type() != Type.QUOTED) {
            throw new QueryException("a value is missing after " + field.field() + comparison.sign(), value.column());
        }
        boolean isEquality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        if (isEquality && value.type() == Type.WORD && value.text().equals(ANY)) {
            return new Query.Test(field, comparison, new Value.Present());
        }
        Value parsed = Values.parse(field, value.text(), exact, value.column());
        if (parsed instanceof Value.Range && !isEquality) {
            throw new QueryException("a range is compared with : or !=", value.column());
        }
        return new Query.Test(field, comparison, parsed);
    }

    private void count(Token token) throws QueryException {
        if (++tests > MAX_TESTS) {
            throw new QueryException("there are more than " + MAX_TESTS + " conditions", token.column());
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    /// The end stays where it is.
    private Token next() {
        Token token = tokens.get(at);
        if (token.type() != Type.END) {
            at++;
        }
        return token;
    }
}
