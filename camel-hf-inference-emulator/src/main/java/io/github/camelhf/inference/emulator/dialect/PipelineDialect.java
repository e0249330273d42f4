package io.github.camelhf.inference.emulator.dialect;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelhf.inference.emulator.model.DemonstrationModel;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The one-task-per-model dialect of the hosted service and of default containers. Thread-safe.
 *
 * <p>Every refusal is status 400 with {@code {"error": text}}, as on the toolkit, which has no 415 or 422 of its own.
 * Source: huggingface-inference-toolkit, read 2026-11-20.
 */
public final class PipelineDialect {
    private final Map<PipelineTask, PipelineAnswer> answers = new EnumMap<>(PipelineTask.class);

    public PipelineDialect(DemonstrationModel model, PictureSource source) {
        Pictures pictures = new Pictures(model, source);
        FeatureExtraction features = new FeatureExtraction(model);
        answers.put(PipelineTask.IMAGE_CLASSIFICATION, new ImageClassification(model, pictures));
        answers.put(PipelineTask.ZERO_SHOT_IMAGE_CLASSIFICATION, new ZeroShot(model, pictures));
        answers.put(PipelineTask.FEATURE_EXTRACTION, features);
        answers.put(PipelineTask.SENTENCE_EMBEDDINGS, features::sentenceEmbeddings);
        answers.put(PipelineTask.IMAGE_FEATURE_EXTRACTION, new ImageFeatures(pictures));
        answers.put(PipelineTask.TEXT_CLASSIFICATION, new TextClassification());
        answers.put(PipelineTask.TOKEN_CLASSIFICATION, new TokenClassification());
        answers.put(PipelineTask.ZERO_SHOT_CLASSIFICATION, new ZeroShotClassification(model));
        answers.put(PipelineTask.QUESTION_ANSWERING, new QuestionAnswering());
        answers.put(PipelineTask.SENTENCE_SIMILARITY, new SentenceSimilarity(model));
        answers.put(PipelineTask.TEXT_RANKING, new TextRanking());
        answers.put(PipelineTask.SUMMARIZATION, TextToText.summarization());
        answers.put(PipelineTask.TRANSLATION, TextToText.translation());
        answers.put(PipelineTask.FILL_MASK, new FillMask(model));
        answers.put(PipelineTask.TABLE_QUESTION_ANSWERING, new TableQuestionAnswering());
        answers.put(PipelineTask.OBJECT_DETECTION, new ObjectDetection(model, pictures));
        answers.put(PipelineTask.ZERO_SHOT_OBJECT_DETECTION, new ZeroShotObjectDetection(model, pictures));
        answers.put(PipelineTask.IMAGE_TO_TEXT, new ImageToText(model, pictures));
        answers.put(PipelineTask.IMAGE_SEGMENTATION, new ImageSegmentation(model, pictures));
        answers.put(PipelineTask.VISUAL_QUESTION_ANSWERING, new VisualQuestionAnswering(model, pictures));
        answers.put(PipelineTask.DOCUMENT_QUESTION_ANSWERING, new DocumentQuestionAnswering(model, pictures));
        answers.put(PipelineTask.AUTOMATIC_SPEECH_RECOGNITION, new SpeechRecognition());
        answers.put(PipelineTask.AUDIO_CLASSIFICATION, new AudioClassification());
        answers.put(PipelineTask.TEXT_TO_IMAGE, new TextToImage());
        answers.put(PipelineTask.IMAGE_TO_IMAGE, new ImageToImage(pictures));
        answers.put(PipelineTask.TEXT_TO_SPEECH, new TextToSpeech());
    }

    /** Answers one call; refusals become error answers. */
    public Answer answer(InferenceCall call) {
        if (call.model().toLowerCase(Locale.ROOT).contains("does-not-exist")) {
            return Answer.error(404, "Model " + call.model() + " does not exist");
        }
        try {
            return predict(call);
        } catch (RefusedException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        }
    }

    private Answer predict(InferenceCall call) {
        String taskInPath = call.task();
        PipelineTask task = taskInPath != null
                ? PipelineTask.ofTag(taskInPath)
                : PipelineTask.ofModel(call.model()).orElse(null);
        ObjectNode data = call.data(task == null ? PipelineTask.IMAGE_CLASSIFICATION.tag() : task.tag());
        if (task == null) {
            task = data.path("parameters").has("candidate_labels")
                    ? PipelineTask.ZERO_SHOT_IMAGE_CLASSIFICATION
                    : PipelineTask.IMAGE_CLASSIFICATION;
        }
        return requireNonNull(answers.get(task)).answer(call, data.get("inputs"), parameters(data));
    }

    private static ObjectNode parameters(ObjectNode data) {
        JsonNode parameters = data.get("parameters");
        if (parameters == null) {
            return Json.object();
        }
        if (parameters instanceof ObjectNode object) {
            return object;
        }
        throw new RefusedException("argument after ** must be a mapping, not " + Json.pythonClass(parameters));
    }
}
