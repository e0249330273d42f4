package io.github.camelhf.inference.examples.watchedfolder.xmp;

import com.adobe.internal.xmp.XMPConst;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Whether a text has the form of XMP. It is read once as a stream and without recursion, for what comes after goes down into the
 * elements by recursion and keeps all of them in the memory.
 */
final class XmpForm extends DefaultHandler {

    /** XMP has structures in lists in structures, some ten levels of elements. */
    private static final int MOST_DEPTH = 200;

    /** Long histories of an editor have some ten thousand. */
    private static final int MOST_ELEMENTS = 200_000;

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
    public void startElement(String namespace, String localName, String name, Attributes attributes)
            throws SAXException {
        depth++;
        elements++;
        if (depth > MOST_DEPTH || elements > MOST_ELEMENTS) {
            throw new SAXException(new DamagedXmpException("expected XMP, the file has elements more than " + MOST_DEPTH
                    + " deep, or more than " + MOST_ELEMENTS + " of them"));
        }
        boolean rdf = XMPConst.NS_RDF.equals(namespace) && "RDF".equals(localName);
        if (depth == 1) {
            root = name;
            rdfIsRoot = rdf;
        } else if (depth == 2) {
            belowRoot++;
            rdfBelowRoot += rdf ? 1 : 0;
        }
    }

    @Override
    public void endElement(String namespace, String localName, String name) {
        depth--;
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
