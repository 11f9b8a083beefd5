package org.cqrsjakarta.server.glassfish;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A {@code domain.xml} that is being edited. */
final class DomainXml {
    private static final String SERVER = "/domain/configs/config[@name='server-config']";
    private static final String JVM_OPTIONS = SERVER + "/java-config/jvm-options";

    private final Document document;

    private DomainXml(Document document) {
        this.document = document;
    }

    static DomainXml read(Path file) throws IOException {
        return new DomainXml(parse(new InputSource(file.toUri().toString())));
    }

    void set(Setting setting) {
        elements(setting.elements()).forEach(it -> it.setAttribute(setting.attribute(), setting.value()));
    }

    void replaceJvmOption(String beginning, String rest) {
        elements(JVM_OPTIONS)
                .filter(it -> it.getTextContent().startsWith(beginning))
                .forEach(it -> it.setTextContent(beginning + rest));
    }

    void addSystemProperties(Map<String, String> properties) {
        Element last = elements(JVM_OPTIONS).reduce((former, latter) -> latter).orElseThrow();
        properties.forEach((name, value) -> {
            Element option = document.createElement("jvm-options");
            option.setTextContent("-D" + name + "=" + value);
            last.getParentNode().insertBefore(option, last);
        });
    }

    /** Adds XML text as the last child of the server's configuration. */
    void addToServer(String element) throws IOException {
        Document parsed = parse(new InputSource(new StringReader(element)));
        elements(SERVER).forEach(it -> it.appendChild(document.importNode(parsed.getDocumentElement(), true)));
    }

    void write(Path file) throws IOException {
        try {
            TransformerFactory.newInstance()
                    .newTransformer()
                    .transform(new DOMSource(document), new StreamResult(file.toFile()));
        } catch (TransformerException unwritable) {
            throw new IOException("Cannot write " + file, unwritable);
        }
    }

    private static Document parse(InputSource source) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(source);
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException("Not readable as XML: " + source.getSystemId(), unreadable);
        }
    }

    private Stream<Element> elements(String expression) {
        NodeList found = find(expression);
        if (found.getLength() == 0) {
            throw new IllegalStateException("Nothing in domain.xml matches \"" + expression
                    + "\"; is this the GlassFish that the settings were written for?");
        }
        return IntStream.range(0, found.getLength()).mapToObj(found::item).map(Element.class::cast);
    }

    private NodeList find(String expression) {
        try {
            return (NodeList)
                    XPathFactory.newInstance().newXPath().evaluate(expression, document, XPathConstants.NODESET);
        } catch (XPathExpressionException wrong) {
            throw new IllegalArgumentException("Not an XPath: " + expression, wrong);
        }
    }
}
