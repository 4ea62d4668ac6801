using System.Text;
using TwitterDm.Transcripts;
using TwitterDm.Transcripts.Html;
using static TwitterDm.Core.Tests.Transcripts.Html.SamplePart;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>Sample transcripts: of ordinary messages, of every kind of entry, and of text that tries to be more than text.</summary>
internal static class Samples
{
    public const string Rlo = "\u202E";

    /// <summary>The markup of a page.</summary>
    public static string PageOf(TranscriptPart part)
    {
        using var stream = new MemoryStream();
        new HtmlTranscriptWriter().Write(part, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Every kind of entry.</summary>
    /// <param name="folder">Where attachments are saved.</param>
    public static TranscriptPart Everything(string folder)
    {
        var picture = Path.Combine(folder, "evening.png");
        File.WriteAllBytes(picture, SamplePicture.Png());
        var part = new SamplePart();
        AddFirstDay(part, picture);
        AddSecondDay(part);
        AddGroupEvents(part);
        return part.Build(part.Cover() with
        {
            ConversationType = DmConversationType.Group,
            ConversationName = "Trail weekend 🏔️",
            Participants = [Own, Mara, Tomas],
            Omissions = ["2 messages could not be decrypted.", "X lists events of the last 30 days only; older ones are not included."],
        });
    }

    /// <summary>Text that is hostile in one way each.</summary>
    public static IReadOnlyList<string> HostileTexts { get; } =
    [
        "<script>document.title='pwned'</script>",
        "<img src=x onerror=alert(1)>",
        "<iframe src=\"https://attacker.example/\"></iframe><object data=x></object><embed src=x><base href=\"https://attacker.example/\">",
        "</p></article></main><style>body{display:none}</style>",
        "\"><svg/onload=alert(1)><form action=https://attacker.example/><input name=x autofocus onfocus=alert(1)></form>",
        "' onmouseover='alert(1)' x='",
        "<!-- --!> <![CDATA[ ]]> &lt;b&gt; &amp;amp; &#60;i&#62;",
        "javascript:alert(1) data:text/html,<script>alert(1)</script> vbscript:x",
        $"photo{Rlo}gpj.exe\u202C \u2066isolated\u2069 \u200Bzero\uFEFFwidth\u00ADsoft",
        "e" + new string('\u0301', 10_000) + "f",
        "\uD83D half \uDE00 surrogates \uFFFE \uFFFF",
        "control \0\u0001\u0007\u001B[31mred\u001B[0m\u007F\u0085\u009B end",
        "line\u2028separator\u2029paragraph\rreturn\r\nboth\ttab",
        new string('W', 10_000),
        "https://" + new string('a', 60) + ".example/" + new string('b', 5_000),
        "https://аррӏе.com/login https://user:pass@bank.example/ http://[::1]:8080/x https://пример.example/путь",
        string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 400)),
        "\uFDFD\uFDFD\uFDFD \U00012219 ꧅",
        "مرحبا بالعالم abc 123 שלום",
        "{{constructor.constructor('alert(1)')()}} ${alert(1)} <%= x %>",
    ];

    /// <summary>Hostile texts in every place that shows text.</summary>
    public static TranscriptPart Hostile()
    {
        var part = new SamplePart();
        foreach (var text in HostileTexts)
        {
            var user = new DmUser { Id = text, Username = text, Name = text };
            var item = new DmEvent
            {
                Id = text,
                EventType = nameof(DmEventType.MessageCreate),
                EventTypeName = text,
                SenderId = text,
                Sender = user,
                Text = text,
                CreatedAtUtc = part.Now,
                Urls = new([text, "javascript:alert(1)", "data:text/html,<script>1</script>", "https://attacker.example/?q=" + text]),
                ReferencedPostIds = new([text]),
                IsVerified = false,
            };
            part.Add(item, entry =>
                entry with
                {
                    Quote = new(user, text, text, $"part \"2\" <b>/{text}.html", IsIncluded: true, IsVerified: false),
                    Revisions = [new(text, part.Now, IsVerified: true)],
                    EditedAt = part.Now,
                    UnprovenEdits = [new(text, part.Now, IsVerified: false)],
                    Deletions = [new(user, part.Now, IsVerified: false)],
                    Reactions = [new(user, text, part.Now, IsVerified: null), new(null, text + "2", null, IsVerified: false)],
                    Attachments =
                    [
                        new(
                            new DmMedia
                            {
                                MediaKey = text,
                                Type = text,
                                AltText = text,
                                FileName = text,
                                Size = long.MaxValue,
                            },
                            Path: null,
                            Link: null,
                            ContentType: null),
                    ],
                });
            foreach (var type in Enum.GetNames<DmEventType>())
            {
                part.Add(new()
                {
                    Id = $"{type}{text}",
                    EventType = type,
                    EventTypeName = text,
                    SenderId = text,
                    Sender = user,
                    Reaction = text,
                    ConversationName = text,
                    ParticipantIds = new([text, "12"]),
                    Participants = new([user]),
                    Text = type == nameof(DmEventType.Unknown) ? text : null,
                });
            }
        }

        var all = new DmUser { Id = "1", Username = HostileTexts[0], Name = string.Concat(HostileTexts.Take(9)) };
        return part.Build(part.Cover() with
        {
            ConversationId = HostileTexts[1],
            ConversationName = string.Concat(HostileTexts.Take(9)),
            ConversationType = DmConversationType.Group,
            Account = all,
            Participants = [all, .. HostileTexts.Select(text => new DmUser { Id = text, Username = text, Name = text })],
            Sources = [HostileTexts[0]],
            MadeBy = HostileTexts[4],
            Omissions = HostileTexts,
        });
    }

    private static void AddFirstDay(SamplePart part, string picture)
    {
        part.Say(Mara, "Good morning! Are we still on for the ridge walk on Saturday?")
            .Say(Mara, "The forecast looks lovely ☀️", entry =>
                entry with
                {
                    Reactions = [new(Own, "like", part.Now, null), new(Tomas, "like", part.Now, null), new(Tomas, "🎉", part.Now, true)],
                });
        var question = part.LastId;
        part.Wait(12)
            .Say(
                Own,
                "Yes! Trains leave at 8:05, see https://t.co/abc. I booked four seats.",
                urls: "https://example.com/timetable/saturday?from=Uppsala&to=Åre")
            .Say(Own, "This was the view last time:", entry => entry with { Attachments =
                    [
                        new(
                            new DmMedia
                            {
                                MediaKey = "3_1",
                                Type = "photo",
                                AltText = "Evening sky over two lines of hills",
                                Width = 480,
                                Height = 300,
                            },
                            picture,
                            null,
                            "image/png"),
                    ] })
            .Wait(30)
            .Say(Tomas, "Count me in. Who brings the stove?", entry => entry with
            {
                Quote = new(Mara, "The forecast looks lovely ☀️", question, null, IsIncluded: true, IsVerified: true),
            }, isVerified: true)
            .Say(Mara, "I do. And coffee.", entry => entry with
            {
                Revisions = [new("I do.", part.Now, true), new("I do. And tea.", part.Now.AddMinutes(1), true)],
                EditedAt = part.Now.AddMinutes(3),
            }, isVerified: true)
            .Say(Tomas, "❤️")
            .Say(Own, null, state: DmContentState.NoKey)
            .Say(Mara, "Oops, wrong chat", entry => entry with { Deletions = [new(Mara, part.Now.AddMinutes(2), true)] })
            .Say(Mara, null, entry => entry with { Deletions = [new(Mara, part.Now.AddMinutes(2), true)] });
    }

    private static void AddSecondDay(SamplePart part) => part
        .Wait(20 * 60)
        .Say(Tomas, "Please send me the money for the hut, my new account is below.", entry => entry with
        {
            UnprovenEdits = [new("Send it to another account.", part.Now, false)],
            Deletions = [new(null, null, false)],
        }, isVerified: false)
        .Say(Own, "I will call you first.", entry => entry with
        {
            Quote = new(Tomas, "Please send me the money for the hut", "404", null, IsIncluded: false, IsVerified: false),
        }, isVerified: true, importedFrom: "old.jsonl")
        .Say(Mara, "السلام عليكم، أراكم يوم السبت\nשבת שלום to all of you\nand one line in English", entry => entry with { Reactions = [new(Own, "🙏", part.Now, true)] })
        .Say(Mara, null, entry => entry with
        {
            Attachments =
            [
                new(new DmMedia { MediaKey = "a", Type = "video", Duration = TimeSpan.FromSeconds(65), Size = 12_345_678 }, null, null, null),
                new(new DmMedia { MediaKey = "b", Type = "file", FileName = "packing list.pdf", Size = 48_200 }, null, null, null),
            ],
        });

    private static void AddGroupEvents(SamplePart part) => part
        .Wait(21 * 60)
        .Add(Change("GroupTitleChange", part, name: "Trail weekend 🏔️"))
        .Add(new() { Id = part.NextId(), EventType = nameof(DmEventType.ParticipantsJoin), SenderId = Mara.Id, Sender = Mara, ParticipantIds = new([Tomas.Id]), Participants = new([Tomas]) })
        .Add(new() { Id = part.NextId(), EventType = nameof(DmEventType.ParticipantsLeave), ParticipantIds = new([Tomas.Id]), Participants = new([Tomas]) })
        .Add(new() { Id = part.NextId(), EventType = nameof(DmEventType.ReactionAdd), SenderId = Mara.Id, Reaction = "👍", TargetId = "1" })
        .Say(Mara, "See you there!");

    private static DmEvent Change(string kind, SamplePart part, string name) => new()
    {
        Id = part.NextId(),
        EventType = nameof(DmEventType.ConversationChange),
        EventTypeName = kind,
        SenderId = Mara.Id,
        Sender = Mara,
        ConversationName = name,
        Source = nameof(DmSource.Chat),
        IsVerified = true,
    };
}
