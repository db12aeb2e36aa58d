package dev.tractor.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts the text of a query into words, quoted texts, signs and parentheses.
final class Lexer {
    /// What a piece is.
    enum Type { WORD, QUOTED, SIGN, OPEN, CLOSE, END }

    /// @param column of its first character, from 1
    record Token(Type type, String text, int column) {
        boolean is(String keyword) {
            return type == Type.WORD && text.equalsIgnoreCase(keyword);
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) throws QueryException {
        Lexer lexer = new Lexer(text);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        lexer.tokens.add(new Token(Type.END, "", text.length() + 1));
        return lexer.tokens;
    }

    private void next() throws QueryException {
        char c = text.charAt(at);
        int begin = at;
        if (Character.isWhitespace(c)) {
            at++;
        } else if (c == '(' || c == ')') {
            at++;
            add(c == '(' ? Type.OPEN : Type.CLOSE, text.substring(begin, at), begin);
        } else if (c == '"') {
            quoted();
        } else if (isSign(c)) {
            at += at + 1 < text.length() && text.charAt(at + 1) == '=' && c != ':' && c != '=' ? 2 : 1;
            add(Type.SIGN, text.substring(begin, at), begin);
        } else {
            word();
        }
    }

    /// A colon cuts a word only behind the name of a field, since addresses and times have colons too.
    private void word() {
        int begin = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && "()\"".indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at);
            boolean behindField = FlowField.named(text.substring(begin, at).toLowerCase(Locale.ROOT)) != null || isUnknownField(begin);
            if (isSign(c) && (c != ':' || behindField)) {
                break;
            }
            at++;
        }
        add(Type.WORD, text.substring(begin, at), begin);
    }

    /// `something:` that begins like a name is meant as a field, so that a wrong name is told as such; an IPv6 address has hexadecimal digits only.
    private boolean isUnknownField(int begin) {
        String word = text.substring(begin, at);
        return word.matches("[A-Za-z][A-Za-z_.]*") && !word.matches("[0-9A-Fa-f]{1,4}");
    }

    private void quoted() throws QueryException {
        int begin = at;
        StringBuilder content = new StringBuilder();
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            content.append(text.charAt(at));
        }
        if (at >= text.length()) {
            throw new QueryException("a quotation mark is not closed", begin + 1);
        }
        at++;
        add(Type.QUOTED, content.toString(), begin);
    }

    private static boolean isSign(char c) {
        return c == ':' || c == '=' || c == '!' || c == '<' || c == '>';
    }

    private void add(Type type, String content, int begin) {
        tokens.add(new Token(type, content, begin + 1));
    }
}
