package io.github.camelhf.inference.examples.watchedfolder.xmp;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPIterator;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.ParseOptions;
import com.adobe.internal.xmp.properties.XMPPropertyInfo;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * XMP that somebody wrote. The library takes any XML and gives back what it understood of it; here what it does not
 * understand is an error, because a file that is written again without it would have lost it.
 */
final class KeptXmp {

    private KeptXmp() {}

    /** @throws DamagedXmpException when it is no XMP, or more than the library would keep */
    static XMPMeta parsed(byte[] content) throws DamagedXmpException {
        XmpForm.check(content);
        try {
            return parse(content);
        } catch (XMPException e) {
            throw new DamagedXmpException("expected XMP, its RDF is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Compares two contents of the same file.
     *
     * @throws DamagedXmpException when a property of the first is not in the second as it was
     */
    static void check(byte[] before, byte[] after) throws XMPException, DamagedXmpException {
        Set<String> lost = properties(parse(before));
        lost.removeAll(properties(parse(after)));
        if (!lost.isEmpty()) {
            throw new DamagedXmpException("the XMP cannot be kept whole, for example " + bounded(lost));
        }
    }

    /** Without repairs: they are guesses about what the writer meant. */
    private static XMPMeta parse(byte[] content) throws XMPException {
        return XMPMetaFactory.parseFromBuffer(
                content,
                new ParseOptions()
                        .setOmitNormalization(true)
                        .setFixControlChars(false)
                        .setAcceptLatin1(false)
                        .setDisallowDoctype(true));
    }

    /** The form of a list of keywords may change, from one text to a list; its values have to stay. */
    private static Set<String> properties(XMPMeta xmp) throws XMPException {
        List<String> lists = Stream.concat(Stream.of(KeywordList.SUBJECT), KeywordList.OTHERS.stream())
                .map(KeywordList::path)
                .toList();
        Set<String> properties = new LinkedHashSet<>();
        properties.add("about=" + xmp.getObjectName());
        XMPIterator iterator = xmp.iterator();
        while (iterator.hasNext()) {
            XMPPropertyInfo property = (XMPPropertyInfo) iterator.next();
            String path = String.valueOf(property.getPath());
            String value = String.valueOf(property.getValue());
            Optional<String> list = lists.stream()
                    .filter(each -> path.equals(each) || path.startsWith(each + "["))
                    .findFirst();
            if (list.isEmpty()) {
                properties.add(path + "=" + value + " " + property.getOptions().getOptionsString());
            } else if (!value.isBlank()) {
                properties.add(list.get() + "=" + value);
            }
        }
        return properties;
    }

    private static String bounded(Set<String> properties) {
        String first = properties.iterator().next();
        return first.substring(0, Math.min(first.length(), 100));
    }
}
