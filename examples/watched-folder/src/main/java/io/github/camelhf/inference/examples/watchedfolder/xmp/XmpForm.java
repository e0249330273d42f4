package io.github.camelhf.inference.examples.watchedfolder.xmp;

import com.adobe.internal.xmp.XMPConst;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Whether a text has the form of XMP. It is read once as a stream and without recursion, for what comes after goes down into the
 * elements by recursion, keeps all of them in the memory, and compares each new property with all beside it and each new
 * namespace with all before it.
 */
final class XmpForm extends DefaultHandler {

    /** XMP has structures in lists in structures, some ten levels of elements. */
    private static final int MOST_DEPTH = 200;

    /** Long histories of an editor have some ten thousand. */
    private static final int MOST_ELEMENTS = 200_000;

    /** Raw converters have some hundred settings. Items of a list are not compared with each other, and not counted. */
    private static final int MOST_PROPERTIES = 3_000;

    /** Files that went through many programs have some thirty. */
    private static final int MOST_NAMESPACES = 200;

    /** Characters of the paths that lead to all elements, each with the names of those around it. */
    private static final long MOST_NAMING = 16L << 20;

    private final Set<String> namespaces = new HashSet<>();
    /** The elements around the present one. */
    private final Deque<Level> levels = new ArrayDeque<>();
    /** What several rdf:Description in one rdf:RDF hold belongs together. */
    private final Count described = new Count();

    private long naming;
    private int depth;
    private int elements;
    private String root = "";
    private boolean rdfIsRoot;
    private int belowRoot;
    private int rdfBelowRoot;

    private XmpForm() {}

    /** @throws DamagedXmpException when it is no well-formed XML with one rdf:RDF, or deeper or wider than any XMP */
    static void check(byte[] content) throws DamagedXmpException {
        XmpForm form = new XmpForm();
        try {
            factory().newSAXParser().parse(new ByteArrayInputStream(content), form);
        } catch (SAXException | IOException e) {
            if (e.getCause() instanceof DamagedXmpException damaged) {
                throw damaged;
            }
            throw new DamagedXmpException("expected XMP, the file is no well-formed XML: " + e.getMessage(), e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every Java has such a parser", e);
        }
        if (!form.rdfIsRoot && (form.belowRoot != 1 || form.rdfBelowRoot != 1)) {
            throw new DamagedXmpException("expected XMP with one rdf:RDF, the file holds <" + form.root + ">");
        }
    }

    @Override
    public void startPrefixMapping(String prefix, String namespace) throws SAXException {
        namespaces.add(namespace);
        require(namespaces.size() <= MOST_NAMESPACES, "more than " + MOST_NAMESPACES + " namespaces");
    }

    @Override
    public void startElement(String namespace, String localName, String name, Attributes attributes)
            throws SAXException {
        depth++;
        elements++;
        require(
                depth <= MOST_DEPTH && elements <= MOST_ELEMENTS,
                "elements more than " + MOST_DEPTH + " deep, or more than " + MOST_ELEMENTS + " of them");
        boolean rdf = XMPConst.NS_RDF.equals(namespace) && "RDF".equals(localName);
        if (depth == 1) {
            root = name;
            rdfIsRoot = rdf;
        } else if (depth == 2) {
            belowRoot++;
            rdfBelowRoot += rdf ? 1 : 0;
        }
        boolean item = XMPConst.NS_RDF.equals(namespace) && "li".equals(localName);
        enter(name, attributes, rdf, item);
    }

    private void enter(String name, Attributes attributes, boolean rdf, boolean item) throws SAXException {
        Level around = levels.peek();
        int path = name.length() + (around == null ? 0 : around.path());
        naming += path;
        for (int attribute = 0; attribute < attributes.getLength(); attribute++) {
            naming += path + attributes.getQName(attribute).length();
        }
        require(naming <= MOST_NAMING, "names too long for so many elements");
        if (around != null && !item && !around.rdf()) {
            count(around.inside(), 1);
        }
        Level level = new Level(path, rdf, around != null && around.rdf() ? described : new Count());
        count(level.inside(), attributes.getLength());
        levels.push(level);
    }

    private static void count(Count properties, int more) throws SAXException {
        properties.number += more;
        require(properties.number <= MOST_PROPERTIES, "more than " + MOST_PROPERTIES + " properties side by side");
    }

    private static void require(boolean usual, String unusual) throws SAXException {
        if (!usual) {
            throw new SAXException(new DamagedXmpException("expected XMP, the file has " + unusual));
        }
    }

    @Override
    public void endElement(String namespace, String localName, String name) {
        depth--;
        levels.pop();
    }

    /**
     * An element that is open.
     *
     * @param path length of the names that lead to it
     * @param rdf whether it is rdf:RDF
     * @param inside properties in it
     */
    private record Level(int path, boolean rdf, Count inside) {}

    private static final class Count {
        private int number;
    }

    /** Not only what is fatal: it would not be kept. */
    @Override
    public void error(SAXParseException e) throws SAXException {
        throw e;
    }

    private static SAXParserFactory factory() throws ParserConfigurationException, SAXException {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        // No entities: they could name other files, or grow without bound.
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory;
    }
}
