package io.github.camelhf.inference.examples.watchedfolder.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import org.jspecify.annotations.Nullable;

/** For JSON inside a page: nothing in it can end the element around it. */
final class HtmlEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] escapes = standardAsciiEscapesForJSON();
        for (char special : new char[] {'<', '>', '&'}) {
            escapes[special] = ESCAPE_STANDARD;
        }
        return escapes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return null;
    }
}
