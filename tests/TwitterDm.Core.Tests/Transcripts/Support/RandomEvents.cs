using TwitterDm.Json;

namespace TwitterDm.Core.Tests.Transcripts.Support;

/// <summary>Events in which every property has odd values.</summary>
internal sealed class RandomEvents(int seed)
{
    // Half surrogate pairs, controls, separators, bidirectional text, marks, emoji, what JSON escapes, and what looks like JSON.
    private static readonly string[] Pieces =
    [
        "a",
        "é",
        "日本",
        "😀",
        "\uD83D",
        "\uDE00",
        "\0",
        "\u001B[31m",
        "\r\n",
        "\n",
        "\t",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u202E",
        "\u2066",
        "\uFEFF",
        "\uFFFD",
        "\uFFFF",
        "\u0301\u0301\u0301",
        "\"",
        "\\",
        "/",
        "<b>",
        "{\"Id\":\"1\"}",
        "\\u0041",
        "&amp;",
        " ",
        "'",
        "\u00AD",
        "\u200D",
        "\U000E0041",
        "\U0010FFFF",
    ];

    // What .NET takes for an address, and yet cannot convert, or not in every place.
    private static readonly string[] Addresses =
    [
        "https://xn--ab\u00E9c/",
        "https://a\u2028b/",
        "https://a\u00ADb/c",
        "https://\u00AD/",
        "https://a\uD800b/",
        "http://\u00E9.xn--0/",
        "http://" + new string('a', 300),
        "http://" + new string('a', 60) + "\u2026",
        "http://" + new string('\u00E9', 62) + ".example/",
        "https://[::1]:8080/",
        "https://[fe80::1%25\u00E9]/",
        "https://example.com:65536/",
        "https://user@example.com/",
        "http://1.2.3/",
        "https://example.com/%E2%80%AE%",
        "https://\u0430\u0440\u0440\u04CF\u0435.com/",
        "https://t.co/1",
        "HTTPS://X.COM/messages/media/1",
        "file://xn--ab\u00E9c/share",
        "mailto:a@xn--ab\u00E9c",
    ];

    private readonly Random _random = new(seed);

    public DmEvent Next(int number) => new()
    {
        Id = _random.Next(4) == 0 ? $"archive:{number}:{Text()}" : TestEvents.Id(number),
        EventType = Name<DmEventType>(),
        EventTypeName = Maybe(Text),
        CreatedAtUtc = Time(),
        Source = Name<DmSource>(),
        ConversationId = TestEvents.Pair,
        ConversationType = Maybe(Name<DmConversationType>),
        ConversationName = Maybe(Text),
        Direction = Name<DmDirection>(),
        SenderId = Maybe(Text),
        Sender = Maybe(User),
        Text = Maybe(Words),
        Urls = List(Address),
        Media = List(Media),
        ParticipantIds = List(Text),
        Participants = List(User),
        ReferencedPostIds = List(Text),
        ReplyToId = Maybe(Text),
        TargetId = Maybe(Text),
        Reaction = Maybe(Text),
        MessageId = Maybe(Text),
        Quote = Maybe(() => new DmQuote { SenderId = Maybe(Text), Text = Maybe(Text), IsVerified = Flag() }),
        IsVerified = Flag(),
        ContentState = Name<DmContentState>(),
        AdditionalProperties = Additional(),
    };

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(6)).Select(_ => Pieces[_random.Next(Pieces.Length)]));

    private string Address() => _random.Next(4) == 0 ? Text() : Addresses[_random.Next(Addresses.Length)] + (_random.Next(3) == 0 ? Text() : string.Empty);

    private string Words() => _random.Next(2) == 0 ? Text() : $"{Text()} {Address()} {Address()}{Text()}";

    private T? Maybe<T>(Func<T> create)
        where T : class
        => _random.Next(3) == 0 ? null : create();

    private bool? Flag() => _random.Next(3) switch { 0 => null, 1 => true, _ => false };

    private string Name<T>()
        where T : struct, Enum
        => Enum.GetNames<T>()[_random.Next(Enum.GetNames<T>().Length)];

    // To the tick, from the first to the last that .NET has.
    private DateTimeOffset Time() => _random.Next(10) switch
    {
        0 => DateTimeOffset.UnixEpoch,
        1 => DateTimeOffset.MinValue,
        2 => DateTimeOffset.MaxValue,
        _ => new(_random.NextInt64(DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero),
    };

    private DmList<T> List<T>(Func<T> create) => new(Enumerable.Range(0, _random.Next(3)).Select(_ => create()));

    private DmUser User() => new()
    {
        Id = Text(),
        Username = Maybe(Text),
        Name = Maybe(Text),
        ProfileImageUrl = Maybe(Text),
        Verified = Flag(),
        VerifiedType = Maybe(Text),
        Protected = Flag(),
        ReceivesYourDm = Flag(),
        ConnectionStatus = List(Text),
        CreatedAtUtc = _random.Next(2) == 0 ? null : Time(),
        AdditionalProperties = Additional(),
    };

    private DmMedia Media() => new()
    {
        MediaKey = Text(),
        Type = Maybe(Text),
        Url = Maybe(Address),
        PreviewImageUrl = Maybe(Address),
        AltText = Maybe(Text),
        Width = _random.Next(2) == 0 ? null : _random.Next(int.MinValue, int.MaxValue),
        Height = _random.Next(2) == 0 ? null : int.MaxValue,
        Duration = _random.Next(2) == 0 ? null : new TimeSpan(_random.NextInt64(long.MinValue, long.MaxValue)),
        FileName = Maybe(Text),
        Size = _random.Next(2) == 0 ? null : _random.NextInt64(),
        LocalPath = Maybe(Text),
        Variants = List(() => new DmMediaVariant { Url = Maybe(Address), ContentType = Maybe(Text), BitRate = _random.Next(2) == 0 ? null : _random.NextInt64() }),
        AdditionalProperties = Additional(),
    };

    private DmAdditionalProperties Additional()
    {
        if (_random.Next(3) == 0)
            return DmAdditionalProperties.Empty;
        var members = Members(2);
        // The API's own notation of numbers is in the text only.
        return new(members, _random.Next(3) == 0 ? $"{{\"n\":{_random.Next()}.50}}" : OrderedJson.Of(members));
    }

    private Dictionary<string, object?> Members(int levels)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var count = _random.Next(1, 4); count > 0; count--)
            members[_random.Next(8) switch { 0 => "$number", 1 => "$object", 2 => "日本", var other => $"field_{other}" }] = Value(levels);
        return members;
    }

    private object? Value(int levels) => _random.Next(levels > 0 ? 12 : 9) switch
    {
        0 => null,
        1 => _random.NextInt64(long.MinValue, long.MaxValue),
        2 => _random.Next(),
        3 => 3.0,
        4 => -0.0,
        5 => _random.Next(2) == 0 ? double.NaN : double.NegativeInfinity,
        6 => BitConverter.Int64BitsToDouble(_random.NextInt64()),
        7 => _random.Next(2) == 0,
        8 => Text(),
        9 => Members(levels - 1),
        _ => Enumerable.Range(0, _random.Next(3)).Select(_ => Value(levels - 1)).ToArray(),
    };
}
