package io.github.camelhf.inference.batch;

import io.github.camelhf.inference.input.Image;
import io.github.camelhf.inference.queue.Ticket;
import io.github.camelhf.inference.task.InferenceRequest;
import java.util.ArrayList;
import java.util.List;

/** Makes one question of several, and several answers of one. */
final class JoinedQuestion {

    private JoinedQuestion() {}

    /** The members' questions in their order; a single one stays as it is. */
    static Question of(List<Member> members) {
        Question first = members.get(0).question();
        if (members.size() == 1) {
            // Not its own ticket: whose call it is, the batch says.
            return new Question(first.request(), first.wire(), Ticket.joined(List.of(first.ticket())));
        }
        List<Image> images = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (Member member : members) {
            images.addAll(member.question().request().images());
            texts.addAll(member.question().request().texts());
        }
        InferenceRequest joined = first.request().withInputs(images, texts);
        Ticket ticket = Ticket.joined(
                members.stream().map(member -> member.question().ticket()).toList());
        return new Question(joined, first.wire().withBody(joined.task().encode(joined)), ticket);
    }

    static int items(List<Member> members) {
        return members.stream().mapToInt(Member::items).sum();
    }

    /** Reads the answer and gives each member its own part of it; a single one all of it. */
    static List<Answer> split(Answer answer, List<Member> members) {
        List<?> results = answer.results();
        if (members.size() == 1) {
            return List.of(new Answer(() -> results, answer.response(), answer.itemCount()));
        }
        List<Answer> answers = new ArrayList<>(members.size());
        int from = 0;
        for (Member member : members) {
            List<?> own = results.subList(from, from + member.items());
            answers.add(new Answer(() -> own, answer.response(), answer.itemCount()));
            from += member.items();
        }
        return answers;
    }
}
