namespace TwitterDm;

/// <summary>Whether a conversation has two participants or is a group.</summary>
public enum DmConversationType
{
    /// <summary>Two users; the conversation's id is <c>{smaller user id}-{larger user id}</c>.</summary>
    OneToOne,

    /// <summary>A group; the conversation's id is one number.</summary>
    Group,
}
