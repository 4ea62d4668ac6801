using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Samples;

/// <summary>The groups of an account. Accounts do not share any.</summary>
internal static class GroupSamples
{
    private const long FirstId = 1_950_000_000_000_000_000;

    /// <summary>
    /// A group with an encrypted name, whose members and admins change, and in which two people delete messages of others.
    /// </summary>
    public static ConversationPlan Operations(Person account, int messages)
    {
        SentChatEvent? typo = null;
        SentChatEvent? fact = null;
        return Plan(account, 1, [account, People.Jacqueline, People.Zoe, People.Layla], newestMinutes: 23, spanDays: 24) with
        {
            FirstMembers = [account, People.Jacqueline, People.Zoe, People.Noam],
            Admins = [account, People.Jacqueline],
            Name = "Operations, on call \U0001F6A8",
            IsNameEncrypted = true,
            AvatarUrl = "https://pbs.example.com/group_avatars/operations.jpg",
            DetectsScreenCapture = true,
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(account),
                builder => builder.CreateGroup(account, "Operations", [account]),
                builder => builder.Say(account, "Welcome! One group for all incidents."),
                builder => builder.ChangeTitle(account, "Operations, on call \U0001F6A8"),
                builder => builder.ChangeAvatar(account, "https://pbs.example.com/group_avatars/operations.jpg"),
                builder => builder.AddMembers(account, [People.Layla], [account]),
                builder => builder.ChangeKey(account),
                builder => builder.AddAdmin(account, People.Jacqueline),
                builder => typo = builder.Say(People.Zoe, "The certificate ends on Firday."),
                builder => builder.Delete(People.Jacqueline, forEveryone: true, typo!),
                builder => fact = builder.Say(People.Layla, "The certificate was renewed."),
                builder => builder.Delete(People.Zoe, forEveryone: true, fact!),
                builder => builder.Add(account, ChatDetails.Metadata(ChatMetadataChangeKind.EnableScreenCaptureBlocking)),
                builder => builder.Add(account, ChatDetails.Metadata(ChatMetadataChangeKind.DisableScreenCaptureBlocking)),
                builder => builder.Add(account, ChatDetails.Metadata(ChatMetadataChangeKind.DisableScreenCaptureDetection)),
                builder => builder.Add(account, ChatDetails.Metadata(ChatMetadataChangeKind.EnableScreenCaptureDetection)),
                builder => builder.RemoveMember(account, People.Noam),
                builder => builder.ChangeKey(account, KeyDelivery.InList),
                builder => builder.Say(People.Jacqueline, "Noam has moved to another team.")),
        };
    }

    /// <summary>A group with a plain name, of which the account is not an admin.</summary>
    public static ConversationPlan BookClub(Person account, int messages) =>
        Plan(account, 2, [account, People.Zoe, People.OldFriend], newestMinutes: 305, spanDays: 18) with
        {
            FirstMembers = [account, People.Zoe, People.OldFriend, People.Pirate, People.Guest],
            Admins = [People.Zoe],
            Name = "Book club",
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(People.Zoe, KeyDelivery.InList),
                builder => builder.CreateGroup(People.Zoe, "Book club", [People.Zoe, People.Pirate]),
                builder => builder.Say(People.Zoe, "This month: a book without chapters."),
                builder => builder.RemoveAdmin(People.Zoe, People.Pirate),
                builder =>
                    builder.Add(
                        People.Zoe,
                        ChatGroupDetails.InviteEnable("https://x.com/i/chat/group_join/17", expiresAtMilliseconds: null)),
                builder => builder.Add(People.Rafael, ChatGroupDetails.JoinRequest(People.Rafael.IdText)),
                builder => builder.Add(People.Zoe, ChatGroupDetails.JoinReject([People.Rafael.IdText])),
                builder => builder.Add(People.Zoe, ChatGroupDetails.InviteDisable(People.Zoe.IdText)),
                builder => builder.RemoveMember(People.Pirate, People.Pirate),
                builder => builder.DeleteAccount(People.Guest),
                builder => builder.Say(People.OldFriend, "And then there were three.")),
        };

    /// <summary>A group without a name.</summary>
    public static ConversationPlan Unnamed(Person account, int messages) =>
        Plan(account, 3, [account, People.Layla, People.Support], newestMinutes: 1_700, spanDays: 6) with
        {
            Admins = [account],
            Steps = SampleSteps.With(
                messages,
                builder => builder.ChangeKey(account),
                builder => builder.CreateGroup(account, title: null, [account]),
                builder => builder.Say(People.Support, "Who else should be here?")),
        };

    private static ConversationPlan Plan(Person account, int number, Person[] members, int newestMinutes, int spanDays) =>
        new(IdOf(account, number), members)
        {
            Steps = [],
            NewestAge = TimeSpan.FromMinutes(newestMinutes),
            Span = TimeSpan.FromDays(spanDays),
        };

    private static string IdOf(Person account, int number)
    {
        const int perAccount = 100;
        return FormattableString.Invariant($"g{FirstId + (People.NumberOf(account) * perAccount) + number}");
    }
}
