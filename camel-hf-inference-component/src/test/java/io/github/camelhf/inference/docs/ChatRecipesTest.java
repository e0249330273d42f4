package io.github.camelhf.inference.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelhf.inference.error.MalformedInferenceResponseException;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** The routes of the page on modes that talk with a model. */
class ChatRecipesTest extends RecipeTest {

    @Test
    void questionsAreAnswered() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::chat
                from("direct:questions")
                        .to("hf-inference:chat?model=meta-llama/Llama-3.1-8B-Instruct"
                                + "&systemPrompt=Be brief.&parameters.max_tokens=200")
                        .to("direct:answers");
                // end::chat
            }
        });
        MockEndpoint answers = arriving("direct:answers");
        answers.expectedBodiesReceived("42");
        answers.expectedHeaderReceived("CamelHfInferenceFinishReason", "stop");

        template.sendBody("direct:questions", "What is 17 + 25?");

        answers.assertIsSatisfied();
    }

    @Test
    void aLetterBecomesARecord() throws Exception {
        run(new RouteBuilder() {
            @Override
            public void configure() {
                // tag::chat-schema
                onException(MalformedInferenceResponseException.class)
                        .handled(true)
                        .to("direct:review");

                from("direct:invoices")
                        .to("hf-inference:chat?model=Qwen/Qwen2.5-VL-7B-Instruct"
                                + "&prompt=What is the total of this invoice?"
                                + "&responseSchema=resource:classpath:recipes/total.json")
                        .to("direct:books");
                // end::chat-schema
            }
        });
        MockEndpoint books = arriving("direct:books");
        books.expectedMessageCount(1);
        MockEndpoint review = arriving("direct:review");
        review.expectedMessageCount(0);

        template.sendBody("direct:invoices", "two tiles\ntotal: 12.5 USD");

        books.assertIsSatisfied();
        assertThat(books.getExchanges().get(0).getMessage().getBody())
                .isEqualTo(Map.of("total", 12.5, "currency", "USD"));
        review.assertIsSatisfied();
    }
}
