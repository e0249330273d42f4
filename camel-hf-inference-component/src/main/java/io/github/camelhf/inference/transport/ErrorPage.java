package io.github.camelhf.inference.transport;

/** The words of an HTML or XML page: its title, or all of it without the tags. Each character is looked at once or twice. */
final class ErrorPage {

    private ErrorPage() {}

    static String text(String page) {
        String title = withoutTags(title(page));
        return title.isEmpty() ? withoutTags(page) : title;
    }

    /** Up to the end of a page that was cut within. */
    private static String title(String page) {
        int tag = indexOf(page, "<title", 0);
        int start = tag < 0 ? -1 : page.indexOf('>', tag);
        if (start < 0) {
            return "";
        }
        int end = indexOf(page, "</title", start);
        return page.substring(start + 1, end < 0 ? page.length() : end);
    }

    private static String withoutTags(String text) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', from)) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                break; // No tag ends any more.
            }
            kept.append(text, from, open).append(' ');
            from = close + 1;
        }
        return kept.append(text, from, text.length()).toString().trim();
    }

    /** In any case. */
    private static int indexOf(String text, String tag, int from) {
        for (int at = text.indexOf('<', from); at >= 0; at = text.indexOf('<', at + 1)) {
            if (text.regionMatches(true, at, tag, 0, tag.length())) {
                return at;
            }
        }
        return -1;
    }
}
