namespace TwitterDm.Sandbox.World;

/// <summary>Makes an event from its place: the same one each time.</summary>
internal static class EventComposer
{
    private const int LongTextOneIn = 397;
    private const int PostOneIn = 30;
    private const int AttachmentOneIn = 9;
    private const int BareAttachmentOneIn = 3;

    public static SandboxEvent Compose(EventPlace place)
    {
        if (place.Written is { } written)
            return written.Event;
        var kind = place.Kind;
        var dice = new Dice(place.Stream.DrawAt(place.Position));
        var bare = new SandboxEvent(
            place.Id, kind, DateTimeOffset.FromUnixTimeMilliseconds(place.Stream.TimeAt(place.Position)), place.Conversation);
        return kind switch
        {
            EventKinds.MessageCreate => Message(bare, place.Conversation.PresentAt(place.Age), ref dice),
            EventKinds.ParticipantsJoin => bare with
            {
                Sender = place.Age == 0 ? place.Conversation.Members[0] : Pick(place.Conversation.Members, ref dice),
                Participants = place.Conversation.MovingAt(place.Age),
            },
            _ => bare with { Participants = place.Conversation.MovingAt(place.Age) },
        };
    }

    private static SandboxEvent Message(SandboxEvent bare, Person[] present, ref Dice dice)
    {
        var message = bare with
        {
            Sender = Pick(present, ref dice),
            Participants = dice.OneIn(2) ? present : null,
            Text = dice.OneIn(LongTextOneIn) ? MessageTexts.Long : MessageTexts.Common[dice.Next(MessageTexts.Common.Count)],
        };
        if (dice.OneIn(PostOneIn))
        {
            var post = dice.Next(Posts.All.Count);
            return message with { Text = MessageTexts.AboutPosts[post], ReferencedPost = Posts.All[post] };
        }

        return dice.OneIn(AttachmentOneIn) ? WithAttachment(message, ref dice) : message;
    }

    private static SandboxEvent WithAttachment(SandboxEvent message, ref Dice dice)
    {
        var kind = dice.Next(6) switch
        {
            0 => AttachmentKind.Video,
            1 => AttachmentKind.AnimatedGif,
            _ => AttachmentKind.Photo,
        };
        return message with
        {
            Attachment = Attachment.OfEvent(kind, message.Id, Mix.Scramble((ulong)message.Id)),
            Text = dice.OneIn(BareAttachmentOneIn) ? MessageText.Empty : message.Text,
        };
    }

    private static Person Pick(Person[] people, ref Dice dice) => people[dice.Next(people.Length)];
}
