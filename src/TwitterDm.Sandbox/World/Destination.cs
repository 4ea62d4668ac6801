namespace TwitterDm.Sandbox.World;

/// <summary>Where a message goes: a conversation, and who is there now, the sender among them.</summary>
internal sealed record Destination(Conversation Conversation, Person[] Present)
{
    public static Destination OneToOne(Person sender, Person other)
    {
        var conversation = Conversation.OneToOne(sender, other, weight: 0);
        return new Destination(conversation, conversation.Members);
    }
}
