package io.github.camelhf.inference.examples.watchedfolder.xmp;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPIterator;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.ParseOptions;
import com.adobe.internal.xmp.properties.XMPPropertyInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XMP that somebody wrote. The library takes any XML and gives back what it understood of it; here what it does not
 * understand is an error, because a file that is written again without it would have lost it.
 */
final class KeptXmp {

    private KeptXmp() {}

    /** @throws DamagedXmpException when it is no XMP, or more than the library would keep */
    static XMPMeta parsed(byte[] content) throws DamagedXmpException {
        checkForm(content);
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

    /** The form of dc:subject may change, from one text to a list; its values have to stay. */
    private static Set<String> properties(XMPMeta xmp) throws XMPException {
        Set<String> properties = new LinkedHashSet<>();
        properties.add("about=" + xmp.getObjectName());
        XMPIterator iterator = xmp.iterator();
        while (iterator.hasNext()) {
            XMPPropertyInfo property = (XMPPropertyInfo) iterator.next();
            String path = String.valueOf(property.getPath());
            String value = String.valueOf(property.getValue());
            boolean subject = path.equals("dc:subject") || path.startsWith("dc:subject[");
            if (!subject) {
                properties.add(path + "=" + value + " " + property.getOptions().getOptionsString());
            } else if (!value.isEmpty()) {
                properties.add("dc:subject=" + value);
            }
        }
        return properties;
    }

    private static void checkForm(byte[] content) throws DamagedXmpException {
        Element root;
        try {
            DocumentBuilder builder = builder();
            builder.setErrorHandler(new Strict());
            root = builder.parse(new ByteArrayInputStream(content)).getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new DamagedXmpException("expected XMP, the file is no well-formed XML: " + e.getMessage(), e);
        }
        @Nullable Element rdf = isRdf(root) ? root : onlyChild(root);
        if (rdf == null || !isRdf(rdf)) {
            throw new DamagedXmpException("expected XMP with one rdf:RDF, the file holds <" + root.getNodeName() + ">");
        }
    }

    private static boolean isRdf(Element element) {
        return XMPConst.NS_RDF.equals(element.getNamespaceURI()) && "RDF".equals(element.getLocalName());
    }

    private static @Nullable Element onlyChild(Element parent) {
        Element only = null;
        NodeList children = parent.getChildNodes();
        for (int index = 0; index < children.getLength(); index++) {
            Node child = children.item(index);
            if (child instanceof Element element) {
                if (only != null) {
                    return null;
                }
                only = element;
            }
        }
        return only;
    }

    private static DocumentBuilder builder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            // No entities: they could name other files, or grow without bound.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every Java has such a parser", e);
        }
    }

    private static String bounded(Set<String> properties) {
        String first = properties.iterator().next();
        return first.substring(0, Math.min(first.length(), 100));
    }

    /** The parser's own handler prints to the error output. */
    private static final class Strict implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
