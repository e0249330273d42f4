package io.github.camelhf.inference.examples.watchedfolder.xmp;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.XMPPathFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

class KeywordsTest {

    @TempDir
    Path folder;

    @Test
    void writesTheListThatPhotoToolsRead() throws Exception {
        byte[] xmp = Keywords.merged(null, List.of("brick wall", "Fußboden & <Wand>"));

        // By an XML parser of its own: what the library reads back proves little about others.
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        var document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xmp));
        assertThat(document.getDocumentElement().getNamespaceURI()).isEqualTo("adobe:ns:meta/");
        NodeList subject = document.getElementsByTagNameNS("http://purl.org/dc/elements/1.1/", "subject");
        assertThat(subject.getLength()).isEqualTo(1);
        NodeList bag = document.getElementsByTagNameNS("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "Bag");
        assertThat(bag.item(0).getParentNode()).isSameAs(subject.item(0));
        NodeList items = document.getElementsByTagNameNS("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "li");
        assertThat(items.item(0).getTextContent()).isEqualTo("brick wall");
        assertThat(items.item(1).getTextContent()).isEqualTo("Fußboden & <Wand>");
    }

    @Test
    void keepsEverythingThatAPersonWrote() throws Exception {
        byte[] merged = Keywords.merged(PERSONAL.getBytes(UTF_8), List.of("brick wall"));

        assertThat(keywords(merged)).containsExactly("Urlaub", "Oma", "brick wall");
        XMPMeta xmp = XMPMetaFactory.parseFromBuffer(merged);
        assertThat(xmp.getPropertyString(XMPConst.NS_XMP, "Rating")).isEqualTo("4");
        assertThat(xmp.getLocalizedText(XMPConst.NS_DC, "title", "", "de").getValue())
                .isEqualTo("Omas Garten");
        // The library keeps one prefix of a namespace for the whole process: that of the file that it met first.
        String operation = XMPPathFactory.composeStructFieldPath("http://darktable.sf.net/", "operation");
        assertThat(xmp.getPropertyString("http://darktable.sf.net/", "history[1]" + operation))
                .isEqualTo("exposure");
        assertThat(xmp.getArrayItem("http://ns.adobe.com/lightroom/1.0/", "hierarchicalSubject", 1)
                        .getValue())
                .isEqualTo("Familie|Oma");
        assertThat(xmp.getPropertyString(XMPConst.NS_EXIF, "GPSLatitude")).isEqualTo("48,8.2N");
        assertThat(xmp.getPropertyString("http://example.com/own/", "note")).isEqualTo("a \"quoted\" & odd\nnote");
    }

    /** digiKam, which writes through Exiv2, and darktable keep their tags in several lists and prefer those with levels. */
    @Test
    void addsToEachListOfKeywordsThatTheFileHas() throws Exception {
        byte[] merged = Keywords.merged(packet(DIGIKAM), List.of("tile/turquoise|new", "oma"));

        XMPMeta xmp = XMPMetaFactory.parseFromBuffer(merged);
        assertThat(keywords(merged)).containsExactly("Oma", "tile/turquoise|new");
        assertThat(items(xmp, "http://www.digikam.org/ns/1.0/", "TagsList"))
                .containsExactly("Familie/Oma", "tile-turquoise|new");
        assertThat(items(xmp, "http://ns.microsoft.com/photo/1.0/", "LastKeywordXMP"))
                .containsExactly("Familie/Oma", "tile-turquoise|new");
        assertThat(items(xmp, "http://ns.adobe.com/lightroom/1.0/", "hierarchicalSubject"))
                .containsExactly("Familie|Oma", "tile/turquoise-new");
        assertThat(items(xmp, "http://ns.iview-media.com/mediapro/1.0/", "CatalogSets"))
                .containsExactly("Familie|Oma", "tile/turquoise-new");
        assertThat(Keywords.merged(merged, List.of("tile/turquoise|new", "oma")))
                .isEqualTo(merged);
    }

    @Test
    void addsToTheListOfDarktableWhatTheCommonOneHasAlready() throws Exception {
        byte[] merged = Keywords.merged(
                packet("<dc:subject><rdf:Bag><rdf:li>grass</rdf:li></rdf:Bag></dc:subject><lr:hierarchicalSubject"
                        + " xmlns:lr='http://ns.adobe.com/lightroom/1.0/'><rdf:Bag><rdf:li>darktable|changed</rdf:li>"
                        + "</rdf:Bag></lr:hierarchicalSubject>"),
                List.of("grass"));

        assertThat(keywords(merged)).containsExactly("grass");
        assertThat(items(
                        XMPMetaFactory.parseFromBuffer(merged),
                        "http://ns.adobe.com/lightroom/1.0/",
                        "hierarchicalSubject"))
                .containsExactly("darktable|changed", "grass");
    }

    @Test
    void makesNoOtherListThanTheCommonOne() throws Exception {
        XMPMeta xmp = XMPMetaFactory.parseFromBuffer(Keywords.merged(packet(""), List.of("grass")));

        assertThat(xmp.doesPropertyExist("http://ns.adobe.com/lightroom/1.0/", "hierarchicalSubject"))
                .isFalse();
        assertThat(xmp.doesPropertyExist("http://www.digikam.org/ns/1.0/", "TagsList"))
                .isFalse();
    }

    private static List<String> items(XMPMeta xmp, String namespace, String name) throws XMPException {
        List<String> items = new ArrayList<>();
        for (int item = 1; item <= xmp.countArrayItems(namespace, name); item++) {
            items.add(xmp.getArrayItem(namespace, name, item).getValue());
        }
        return items;
    }

    @Test
    void changesNothingTheSecondTime() throws Exception {
        for (byte[] before : new byte[][] {null, PERSONAL.getBytes(UTF_8), PERSONAL.getBytes(UTF_16)}) {
            byte[] once = Keywords.merged(before, List.of("grass", "moss"));

            assertThat(Keywords.merged(once, List.of("grass", "moss"))).isEqualTo(once);
            assertThat(Keywords.merged(once, List.of("moss"))).isEqualTo(once);
        }
    }

    @Test
    void givesBackTheSameBytesWhenAllKeywordsAreInEachList() throws Exception {
        byte[] personal = PERSONAL.getBytes(UTF_8);

        assertThat(Keywords.merged(personal, List.of("oma", " Oma "))).isEqualTo(personal);
    }

    @Test
    void addsAKeywordOnce() throws Exception {
        byte[] merged = Keywords.merged(null, List.of("Gräser", "gra\u0308ser", " GRÄSER", "", " ", "a\u0001\nb"));

        assertThat(keywords(merged)).containsExactly("Gräser", "a b");
    }

    @Test
    void addsToAKeywordThatWasWrittenAsPlainText() throws Exception {
        byte[] merged = Keywords.merged(packet("<dc:subject>Oma</dc:subject>"), List.of("grass"));

        assertThat(keywords(merged)).containsExactly("Oma", "grass");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<dc:subject/>", "<dc:subject> </dc:subject>", "<dc:subject><rdf:Bag/></dc:subject>"})
    void makesNoKeywordOfAnEmptyText(String empty) throws Exception {
        assertThat(keywords(Keywords.merged(packet(empty), List.of("grass")))).containsExactly("grass");
    }

    @Test
    void addsToAnOrderedListWithoutReordering() throws Exception {
        byte[] merged = Keywords.merged(
                packet("<dc:subject><rdf:Seq><rdf:li>b</rdf:li><rdf:li>a</rdf:li></rdf:Seq></dc:subject>"),
                List.of("grass"));

        assertThat(keywords(merged)).containsExactly("b", "a", "grass");
    }

    @Test
    void addsToAFileWithoutAnyProperty() throws Exception {
        assertThat(keywords(Keywords.merged(packet(""), List.of("grass")))).containsExactly("grass");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml at all",
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>",
                "<html><body>Not found</body></html>",
                "<x:xmpmeta xmlns:x='adobe:ns:meta/'/>",
                "<x xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:RDF/><rdf:RDF/></x>",
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='a'/>"
                        + "<rdf:Description rdf:about='b'/></rdf:RDF>",
                "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
                        + "<rdf:Description><dc:subject rdf:parseType='Resource'><dc:x>1</dc:x></dc:subject>"
                        + "</rdf:Description></rdf:RDF>"
            })
    void refusesWhatItCouldNotKeep(String content) {
        assertThatThrownBy(() -> Keywords.merged(content.getBytes(UTF_8), List.of("grass")))
                .isInstanceOf(DamagedXmpException.class)
                .hasMessageMatching("(expected XMP|the XMP cannot).*");
    }

    @ParameterizedTest
    @CsvSource({"20000, 1", "201, 1", "1, 200001"})
    void refusesWhatIsDeeperOrWiderThanAnyXmp(int deep, int wide) {
        String content = "<own:a>".repeat(deep) + "<own:b/>".repeat(wide) + "</own:a>".repeat(deep);
        byte[] xmp = packet(content.replaceFirst("<own:a", "<own:a xmlns:own='http://example.com/own/'"));

        assertThatThrownBy(() -> Keywords.merged(xmp, List.of("grass")))
                .isInstanceOf(DamagedXmpException.class)
                .hasMessageContaining("expected XMP, the file has ");
    }

    @Test
    void readsNoOtherFileThroughAnEntity() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String content =
                "<!DOCTYPE x [<!ENTITY s SYSTEM '" + secret.toUri() + "'>]>" + new String(packet("&s;"), UTF_8);

        assertThatThrownBy(() -> Keywords.merged(content.getBytes(UTF_8), List.of("grass")))
                .isInstanceOf(DamagedXmpException.class);
    }

    /** Whatever a broken disk makes of a file: either it is refused, or every keyword of before is still there. */
    @Test
    void losesNoKeywordOfADamagedFile() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            byte[] content = PERSONAL.getBytes(UTF_8);
            content[random.nextInt(content.length)] = (byte) random.nextInt(256);
            try {
                byte[] merged = Keywords.merged(content, List.of("grass"));
                List<String> expected = new ArrayList<>(keywords(content));
                if (expected.stream().noneMatch("grass"::equalsIgnoreCase)) {
                    expected.add("grass");
                }
                assertThat(keywords(merged)).as("seed " + seed).containsExactlyElementsOf(expected);
            } catch (DamagedXmpException e) {
                assertThat(e).as("seed " + seed).hasMessageMatching("(?s)(expected XMP|the XMP cannot).*");
            }
        }
    }

    @Test
    void findsTheFileUnderEitherName() throws IOException {
        Path picture = folder.resolve("a.b.jpg");
        assertThat(Keywords.existing(picture)).isEmpty();
        assertThat(Keywords.sidecar(picture)).isEqualTo(folder.resolve("a.b.jpg.xmp"));

        Path lightroom = Files.writeString(folder.resolve("a.b.xmp"), "");
        assertThat(Keywords.existing(picture)).contains(lightroom);

        Path darktable = Files.writeString(folder.resolve("a.b.jpg.xmp"), "");
        assertThat(Keywords.existing(picture)).contains(darktable);

        assertThat(Keywords.existing(lightroom)).isEmpty();
        Files.createDirectory(folder.resolve("folder.xmp"));
        assertThat(Keywords.existing(folder.resolve("folder.jpg"))).isEmpty();
    }

    private static List<String> keywords(byte[] content) throws XMPException {
        XMPMeta xmp = XMPMetaFactory.parseFromBuffer(content);
        return IntStream.rangeClosed(1, xmp.countArrayItems(XMPConst.NS_DC, "subject"))
                .mapToObj(item -> item(xmp, item))
                .toList();
    }

    private static String item(XMPMeta xmp, int item) {
        try {
            return xmp.getArrayItem(XMPConst.NS_DC, "subject", item).getValue();
        } catch (XMPException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] packet(String properties) {
        return ("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
                        + "<rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'>" + properties
                        + "</rdf:Description></rdf:RDF></x:xmpmeta>")
                .getBytes(UTF_8);
    }

    /** As digiKam writes tags. */
    private static final String DIGIKAM =
            "<digiKam:TagsList xmlns:digiKam='http://www.digikam.org/ns/1.0/'><rdf:Seq><rdf:li>Familie/Oma</rdf:li>"
                    + "</rdf:Seq></digiKam:TagsList><MicrosoftPhoto:LastKeywordXMP"
                    + " xmlns:MicrosoftPhoto='http://ns.microsoft.com/photo/1.0/'><rdf:Bag><rdf:li>Familie/Oma</rdf:li>"
                    + "</rdf:Bag></MicrosoftPhoto:LastKeywordXMP><lr:hierarchicalSubject"
                    + " xmlns:lr='http://ns.adobe.com/lightroom/1.0/'><rdf:Bag><rdf:li>Familie|Oma</rdf:li></rdf:Bag>"
                    + "</lr:hierarchicalSubject><mediapro:CatalogSets"
                    + " xmlns:mediapro='http://ns.iview-media.com/mediapro/1.0/'><rdf:Bag><rdf:li>Familie|Oma</rdf:li>"
                    + "</rdf:Bag></mediapro:CatalogSets><dc:subject><rdf:Bag><rdf:li>Oma</rdf:li></rdf:Bag></dc:subject>";

    /** In the forms that several programs use: attributes, lists, structures, languages, a namespace of its own. */
    private static final String PERSONAL = """
            <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 4.4.0-Exiv2">
             <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
              <rdf:Description rdf:about=""
                xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
                xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
                xmlns:darktable="http://darktable.sf.net/" xmlns:own="http://example.com/own/"
                xmp:Rating="4" exif:GPSLatitude="48,8.2N" own:note="a &quot;quoted&quot; &amp; odd&#10;note">
               <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Garden</rdf:li><rdf:li xml:lang="de">Omas Garten</rdf:li></rdf:Alt></dc:title>
               <dc:subject><rdf:Bag><rdf:li>Urlaub</rdf:li><rdf:li>Oma</rdf:li></rdf:Bag></dc:subject>
               <lr:hierarchicalSubject><rdf:Bag><rdf:li>Familie|Oma</rdf:li></rdf:Bag></lr:hierarchicalSubject>
               <darktable:history><rdf:Seq>
                <rdf:li darktable:num="0" darktable:operation="exposure" darktable:enabled="1"/>
                <rdf:li rdf:parseType="Resource"><darktable:num>1</darktable:num><darktable:operation>sharpen</darktable:operation></rdf:li>
               </rdf:Seq></darktable:history>
              </rdf:Description>
             </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """;

    /** The library compares each property with all beside it, each namespace with all before it, and writes out each path. */
    @ParameterizedTest
    @ValueSource(strings = {"namespaces", "prefixes", "properties", "descriptions", "attributes", "names"})
    @Timeout(60)
    void leavesAFileThatWouldTakeTheLibraryForeverAsItIs(String many) {
        String properties = switch (many) {
            case "namespaces" -> repeated(32_000, number -> "<q:p xmlns:q='urn:q/" + number + "/'>1</q:p>");
            case "prefixes" ->
                repeated(32_000, number -> "<q" + number + ":p xmlns:q" + number + "='urn:q" + number + "'/>");
            case "properties" -> repeated(32_000, number -> "<q:p" + number + ">1</q:p" + number + ">");
            case "descriptions" ->
                repeated(32_000, number -> "</rdf:Description><rdf:Description rdf:about='' q:p" + number + "='1'>");
            case "attributes" ->
                "<q:p><rdf:Description " + repeated(9_000, number -> "q:p" + number + "='1' ") + "/></q:p>";
            default ->
                nested("q:" + "p".repeat(900), 90, "<rdf:Bag>" + "<rdf:li>1</rdf:li>".repeat(32_000) + "</rdf:Bag>");
        };

        assertThatThrownBy(() -> Keywords.merged(described(properties), List.of("wall")))
                .isInstanceOf(DamagedXmpException.class)
                .hasMessageContaining("the file has ");
    }

    @Test
    @Timeout(300)
    void takesALongHistoryOfAnEditor() throws Exception {
        String history =
                "<q:history><rdf:Seq>" + "<rdf:li q:num='1' q:operation='exposure' q:params='00ff'/>".repeat(20_000)
                        + "</rdf:Seq></q:history>";

        byte[] merged = Keywords.merged(described(history), List.of("wall"));

        assertThat(keywords(merged)).containsExactly("wall");
    }

    @Test
    void keepsNoNamespacesOfAFile() throws Exception {
        Keywords.merged(described("<other:p xmlns:other='urn:other/'>1</other:p>"), List.of("wall"));

        assertThat(XMPMetaFactory.getSchemaRegistry().getNamespacePrefix("urn:other/"))
                .isNull();
    }

    /** As XMP of a single keyword that no list was made for. */
    @Test
    void makesAListOfASingleTextInEachOfThem() throws Exception {
        byte[] merged = Keywords.merged(
                described("<lr:hierarchicalSubject xmlns:lr='http://ns.adobe.com/lightroom/1.0/'>Familie|Oma"
                        + "</lr:hierarchicalSubject><d:TagsList xmlns:d='http://www.digikam.org/ns/1.0/'>Familie/Oma"
                        + "</d:TagsList>"),
                List.of("wall"));

        XMPMeta xmp = XMPMetaFactory.parseFromBuffer(merged);
        assertThat(items(xmp, "http://ns.adobe.com/lightroom/1.0/", "hierarchicalSubject"))
                .containsExactly("Familie|Oma", "wall");
        assertThat(items(xmp, "http://www.digikam.org/ns/1.0/", "TagsList")).containsExactly("Familie/Oma", "wall");
        assertThat(keywords(merged)).containsExactly("wall");
    }

    private static String repeated(int times, IntFunction<String> each) {
        return IntStream.range(0, times).mapToObj(each).collect(Collectors.joining());
    }

    private static String nested(String name, int deep, String innermost) {
        return ("<" + name + " rdf:parseType='Resource'>").repeat(deep) + "<q:p>" + innermost + "</q:p>"
                + ("</" + name + ">").repeat(deep);
    }

    private static byte[] described(String properties) {
        return ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:q='urn:q/'>"
                        + "<rdf:Description rdf:about=''>" + properties + "</rdf:Description></rdf:RDF>")
                .getBytes(UTF_8);
    }
}
