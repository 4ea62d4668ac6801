using System.Globalization;

namespace TwitterDm.Sandbox.Faults;

/// <summary>The names of faults on the command line.</summary>
internal static class FaultKinds
{
    // Longer than any client waits, and within what timers can.
    private const double MaxSeconds = 86_400;

    private static readonly Dictionary<string, Func<string?, Fault?>> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["refuse"] = Plain(Fault.RefuseBeforeReading),
        ["reset-reading"] = Plain(Fault.ResetWhileReading),
        ["reset"] = Plain(Fault.ResetAfterHandling),
        ["cut-body"] = Plain(Fault.CutBody),
        ["cut-json"] = Plain(Fault.CutJson),
        ["html"] = Plain(Fault.Html),
        ["status"] = argument => Number(argument, 200, 599) is { } code ? Fault.Status(code) : null,
        ["status-after"] = argument => Number(argument, 200, 599) is { } code ? Fault.StatusAfterHandling(code) : null,
        ["429"] = Plain(Fault.TooManyRequests()),
        ["429-remaining"] = argument =>
            Number(argument ?? "5", 0, int.MaxValue) is { } left ? Fault.TooManyRequestsWithRemaining(left) : null,
        ["429-bare"] = Plain(Fault.TooManyRequestsWithoutHeaders),
        ["429-retry-after"] = argument => Seconds(argument) is { } wait ? Fault.TooManyRequestsRetryAfter(wait) : null,
        ["429-retry-date"] = argument => Seconds(argument) is { } wait ? Fault.TooManyRequestsRetryAfterDate(wait) : null,
        ["429-past"] = Plain(Fault.TooManyRequestsResetInThePast()),
        ["429-day"] = Plain(Fault.TooManyRequestsForADay),
        ["429-cap"] = Plain(Fault.UsageCap),
        ["no-credit"] = Plain(Fault.NoCredit),
        ["locked"] = Plain(Fault.Locked),
        ["suspended"] = Plain(Fault.Suspended),
        ["client-forbidden"] = Plain(Fault.ClientForbidden),
        ["missing-scope"] = Plain(Fault.MissingScope),
        ["bad-gzip"] = Plain(Fault.Compressed("gzip", part: 0)),
        ["cut-gzip"] = Plain(Fault.Compressed("gzip", part: 0.5)),
        ["bad-brotli"] = Plain(Fault.Compressed("br", part: 0)),
        ["cut-brotli"] = Plain(Fault.Compressed("br", part: 0.5)),
        ["slow-headers"] = argument => Seconds(argument) is { } delay ? Fault.SlowHeaders(delay) : null,
        ["slow-after"] = argument => Seconds(argument) is { } delay ? Fault.SlowHeadersAfterHandling(delay) : null,
        ["slow-body"] = argument => Seconds(argument) is { } delay ? Fault.SlowBody(delay) : null,
        ["drip"] = argument => Seconds(argument) is { } pause ? Fault.Drip(pause) : null,
        ["without-data"] = Plain(Fault.WithoutData),
        ["without-includes"] = Plain(Fault.WithoutIncludes),
        ["without-meta"] = Plain(Fault.WithoutMeta),
        ["empty-page"] = Plain(Fault.EmptyPage),
        ["same-token"] = Plain(Fault.SameTokenAgain),
        ["repeat-events"] = Plain(Fault.RepeatEvents),
        ["unknown-type"] = Plain(Fault.UnknownEventType),
        ["unknown-fields"] = Plain(Fault.UnknownFields),
        ["partial"] = Plain(Fault.PartialSuccess),
        ["chat-failure"] = argument => Number(argument ?? "14", 1, 99) is { } type ? Fault.ChatFailure(type) : null,
        ["chat-failure-after"] = argument => Number(argument ?? "14", 1, 99) is { } type ? Fault.ChatFailureAfterHandling(type) : null,
        ["damaged-content"] = Plain(Fault.DamagedContent),
        ["without-ranges"] = Plain(Fault.WithoutRanges),
        ["429-connections"] = Plain(Fault.TooManyConnections),
        ["stream-cut"] = argument => Count(argument) is { } events ? Fault.StreamCut(events) : null,
        ["stream-silence"] = argument => Count(argument) is { } events ? Fault.StreamSilence(events) : null,
        ["stream-disconnect"] = argument => Count(argument) is { } events ? Fault.StreamDisconnect(events) : null,
        ["stream-duplicate"] = Plain(Fault.StreamDuplicate),
        ["stream-out-of-order"] = Plain(Fault.StreamOutOfOrder),
        ["stream-missed"] = argument => Number(argument ?? "2", 1, int.MaxValue) is { } every ? Fault.StreamMissed(every) : null,
        ["redirect"] = argument => Uri.TryCreate(argument, UriKind.Absolute, out var location) ? Fault.Redirect(location) : null,
    };

    public static IReadOnlyList<string> Names { get; } = [.. Kinds.Keys];

    public static Fault Parse(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        var (name, argument) = split < 0 ? (text, null) : (text[..split], text[(split + 1)..]);
        if (!Kinds.TryGetValue(name, out var make))
            throw new FormatException($"'{name}' is not a valid fault.{Suggest(name)}");
        return make(argument) ?? throw new FormatException(Expected(FaultDescriptions.Of(name), argument));
    }

    private static string Expected(FaultDescription fault, string? argument) => (fault.Value, argument) switch
    {
        (null, _) => $"The fault '{fault.Name}' takes no value.",
        (var value, null) => $"The fault '{fault.Name}' requires a value: {value}.",
        (var value, _) => $"'{argument}' is not a valid value for the fault '{fault.Name}', which takes {value}.",
    };

    // Names that begin alike; none for a mere typing error such as a space.
    private static string Suggest(string name)
    {
        var start = name.Trim().Split(' ', ',', ';')[0];
        var similar =
            start.Length < 3
                ? []
                : Names.Where(known => known.StartsWith(start[..3], StringComparison.OrdinalIgnoreCase)).Take(5).ToArray();
        return similar.Length > 0 ? $" Similar ones: {string.Join(", ", similar)}." : string.Empty;
    }

    private static Func<string?, Fault?> Plain(Fault fault) => argument => argument is null ? fault : null;

    private static int? Count(string? text) => Number(text ?? "1", 0, int.MaxValue);

    private static int? Number(string? text, int minimum, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : null;

    private static TimeSpan? Seconds(string? text) =>
        double.TryParse(text ?? "1", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
