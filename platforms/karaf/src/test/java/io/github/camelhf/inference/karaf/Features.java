package io.github.camelhf.inference.karaf;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** A features.xml. */
record Features(Document document) {

    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    static Features read(Path file) throws Exception {
        return new Features(
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    }

    List<String> names() throws Exception {
        return texts("/features/feature/@name");
    }

    List<String> featuresOf(String name) throws Exception {
        return texts("/features/feature[@name='" + name + "']/feature");
    }

    List<String> bundlesOf(String name) throws Exception {
        return texts("/features/feature[@name='" + name + "']/bundle");
    }

    private List<String> texts(String path) throws Exception {
        NodeList nodes = (NodeList) XPATH.evaluate(path, document, XPathConstants.NODESET);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent().strip())
                .toList();
    }
}
