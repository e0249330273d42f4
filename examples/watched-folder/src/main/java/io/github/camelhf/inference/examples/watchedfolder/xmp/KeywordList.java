package io.github.camelhf.inference.examples.watchedfolder.xmp;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.PropertyOptions;
import com.adobe.internal.xmp.properties.XMPProperty;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A list of keywords in an XMP file. Programs keep the same keywords in several of them, and each reads the one that it likes best:
 * one that lacks a keyword hides it from that program.
 *
 * <p>Sources: digiKam's DMetadataSettingsContainer for names, separators and its order of reading; Immich's metadata service
 * ({@code getTagList}), which takes {@code TagsList}, else {@code hierarchicalSubject}. Read 2026-11-26.
 *
 * @param namespace the schema
 * @param name in the schema
 * @param separator between the levels of a keyword; 0 in a list that has no levels
 */
record KeywordList(String namespace, String name, char separator) {

    /** The one that every program knows, and that is made where it is missing. */
    static final KeywordList SUBJECT = new KeywordList(XMPConst.NS_DC, "subject", '\0');

    /** Those that are extended where they are. */
    static final List<KeywordList> OTHERS = List.of(
            new KeywordList("http://ns.adobe.com/lightroom/1.0/", "hierarchicalSubject", '|'),
            new KeywordList("http://www.digikam.org/ns/1.0/", "TagsList", '/'),
            new KeywordList("http://ns.microsoft.com/photo/1.0/", "LastKeywordXMP", '/'),
            new KeywordList("http://ns.iview-media.com/mediapro/1.0/", "CatalogSets", '|'));

    /** Whether a file has it, as a list. */
    boolean isIn(XMPMeta xmp) throws XMPException {
        if (!xmp.doesPropertyExist(namespace, name)) {
            return false;
        }
        XMPProperty property = xmp.getProperty(namespace, name);
        return property != null && property.getOptions().isArray();
    }

    /** Some programs write a single keyword as plain text; it becomes the first item. A text of nothing is no keyword. */
    void unfold(XMPMeta xmp) throws XMPException {
        if (!xmp.doesPropertyExist(namespace, name)) {
            return;
        }
        XMPProperty property = xmp.getProperty(namespace, name);
        if (property != null && property.getOptions().isSimple()) {
            xmp.deleteProperty(namespace, name);
            if (!property.getValue().isBlank()) {
                xmp.appendArrayItem(namespace, name, new PropertyOptions().setArray(true), property.getValue(), null);
            }
        }
    }

    /** How the library calls it in paths. */
    String path() {
        return XMPMetaFactory.getSchemaRegistry().getNamespacePrefix(namespace) + name;
    }

    /**
     * Adds those that it does not hold in whatever case.
     *
     * @param keywords clean and not empty
     * @return whether there was one
     */
    boolean add(XMPMeta xmp, List<String> keywords) throws XMPException {
        Set<String> known = new HashSet<>();
        for (int item = 1; item <= xmp.countArrayItems(namespace, name); item++) {
            String value = xmp.getArrayItem(namespace, name, item).getValue();
            known.add(key(value));
            // Programs show Family|Grandma as Grandma, and write just that into dc:subject.
            known.add(key(value.substring(value.lastIndexOf(separator) + 1)));
        }
        boolean changed = false;
        for (String keyword : keywords) {
            String own = withoutLevels(keyword);
            if (known.add(key(own))) {
                xmp.appendArrayItem(namespace, name, new PropertyOptions().setArray(true), own, null);
                changed = true;
            }
        }
        return changed;
    }

    /** A label is one keyword, whatever is in it. */
    private String withoutLevels(String keyword) {
        return separator == '\0' ? keyword : keyword.replace(separator, '-');
    }

    private static String key(String keyword) {
        return Normalizer.normalize(keyword.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
