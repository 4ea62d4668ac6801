namespace TwitterDm.Sandbox.Model;

/// <summary>The destination of a message: a conversation and its current participants, including the sender.</summary>
internal sealed record Destination(Conversation Conversation, Person[] Present)
{
    public static Destination OneToOne(Person sender, Person other)
    {
        var conversation = Conversation.OneToOne(sender, other, weight: 0);
        return new Destination(conversation, conversation.Members);
    }
}
