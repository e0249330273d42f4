package io.github.camelhf.inference.emulator.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text as the tasks about texts compare them: without case, and without the small ones that every text has. */
record Words(List<Word> all) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private static final List<String> SMALL = List.of(
            ("a an the of in on at to for and or is are was were be do does did has have had i you he she it we they my your his"
                            + " her its our this that with as by from not no me what which who whom whose when where why how")
                    .split(" "));

    /** Words alike in so many letters at their beginnings are taken for forms of one. */
    private static final int STEM = 4;

    Words {
        all = List.copyOf(all);
    }

    static Words of(String text) {
        List<Word> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(new Word(matcher.group().toLowerCase(Locale.ROOT), matcher.start(), matcher.end()));
        }
        return new Words(words);
    }

    /** How large a part of these words the other text has, 0 to 1; of words that say something, unless there are none. */
    double share(Words other) {
        List<Word> telling = all.stream().filter(Word::tells).toList();
        List<Word> counted = telling.isEmpty() ? all : telling;
        long found = counted.stream().filter(other::has).count();
        return counted.isEmpty() ? 0 : (double) found / counted.size();
    }

    boolean has(Word word) {
        return all.stream().anyMatch(word::isLike);
    }

    /**
     * One word.
     *
     * @param text in lower case
     * @param start its place in the text, in chars
     */
    record Word(String text, int start, int end) {

        /** Whether it is more than a small word. */
        boolean tells() {
            return !SMALL.contains(text);
        }

        private boolean isLike(Word other) {
            return text.equals(other.text)
                    || (text.length() >= STEM
                            && other.text.length() >= STEM
                            && text.regionMatches(0, other.text, 0, Math.min(stem(), other.stem())));
        }

        private int stem() {
            return Math.max(STEM, text.length() - 3);
        }
    }
}
