using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>Generates the event at a location. The same location always gives the same event.</summary>
internal static class EventGenerator
{
    private const int LongTextOneIn = 397;
    private const int PostOneIn = 30;
    private const int AttachmentOneIn = 9;
    private const int BareAttachmentOneIn = 3;
    private const int EverydayCount = 30;

    public static DmEvent Generate(EventLocation location)
    {
        if (location.Sent is { } sent)
            return sent.Event;
        var kind = location.Kind;
        var random = new RandomSequence(location.Sequence.DrawAt(location.Position));
        var bare = new DmEvent(
            location.Id, kind, DateTimeOffset.FromUnixTimeMilliseconds(location.Sequence.TimeAt(location.Position)), location.Conversation);
        return kind switch
        {
            EventKinds.MessageCreate => Message(bare, location, ref random),
            EventKinds.ParticipantsJoin => bare with
            {
                Sender = location.Number == 0 ? location.Conversation.Members[0] : Pick(location.Conversation.Members, ref random),
                Participants = location.Conversation.JoiningOrLeavingAt(location.Number),
            },
            _ => bare with { Participants = location.Conversation.JoiningOrLeavingAt(location.Number) },
        };
    }

    private static DmEvent Message(DmEvent bare, EventLocation location, ref RandomSequence random)
    {
        var texts = location.Sequence.Number == 0 && location.Position < EverydayCount ? SampleTexts.Everyday : SampleTexts.Common;
        var message = bare with
        {
            Sender = Pick(location.Conversation.PresentAt(location.Number), ref random),
            Text = random.OneIn(LongTextOneIn) ? SampleTexts.Long : texts[random.Next(texts.Count)],
        };
        if (random.OneIn(PostOneIn))
        {
            var post = random.Next(SamplePosts.All.Count);
            return message with { Text = SampleTexts.AboutPosts[post], ReferencedPost = SamplePosts.All[post] };
        }

        return random.OneIn(AttachmentOneIn) ? WithAttachment(message, ref random) : message;
    }

    private static DmEvent WithAttachment(DmEvent message, ref RandomSequence random)
    {
        var kind = random.Next(6) switch
        {
            0 => AttachmentKind.Video,
            1 => AttachmentKind.AnimatedGif,
            _ => AttachmentKind.Photo,
        };
        return message with
        {
            Attachment = Attachment.OfEvent(kind, message.Id, SplitMix64.Mix((ulong)message.Id)),
            Text = random.OneIn(BareAttachmentOneIn) ? MessageText.Empty : message.Text,
        };
    }

    private static Person Pick(Person[] people, ref RandomSequence random) => people[random.Next(people.Length)];
}
