namespace TwitterDm.Sandbox.Faults;

/// <summary>The faults in words, for help and completion.</summary>
internal static class FaultDescriptions
{
    public static IReadOnlyList<FaultDescription> All { get; } =
    [
        new("refuse", "closes the connection before it reads the request", null, false),
        new("reset-reading", "resets the connection while it reads the request", null, false),
        new("reset", "handles the request, then resets the connection without a response", null, false),
        new("cut-body", "closes the connection in the middle of the response", null, false),
        new("cut-json", "sends a response whose JSON ends too early", null, false),
        new("html", "sends a page in HTML instead of JSON", null, false),
        new("status", "answers with this status instead of handling the request", "a number from 200 to 599", true),
        new("status-after", "handles the request, then answers with this status", "a number from 200 to 599", true),
        new("429", "answers that the window is used up", null, false),
        new("429-remaining", "answers 429 although requests are left, as many as given", "a number from 0 on; by default 5", false),
        new("429-bare", "answers 429 without any headers", null, false),
        new("429-retry-after", "answers 429 with Retry-After in seconds", "a number of seconds below 86400; by default 1", false),
        new("429-retry-date", "answers 429 with Retry-After as a date", "a number of seconds below 86400; by default 1", false),
        new("429-past", "answers 429 with a window that has ended", null, false),
        new("429-day", "answers 429 for the window of 24 hours", null, false),
        new("429-cap", "answers 429 because the usage cap of the month is reached", null, false),
        new("no-credit", "answers 402: the account has no credit", null, false),
        new("locked", "answers 403: the account is locked", null, false),
        new("suspended", "answers 403: the account is suspended", null, false),
        new("client-forbidden", "answers 403: the app may not use the endpoint", null, false),
        new("missing-scope", "answers 403: the token lacks a scope", null, false),
        new("bad-gzip", "sends a response that is not gzip although it says so", null, false),
        new("cut-gzip", "sends half of a response that is compressed by gzip", null, false),
        new("bad-brotli", "sends a response that is not Brotli although it says so", null, false),
        new("cut-brotli", "sends half of a response that is compressed by Brotli", null, false),
        new("slow-headers", "waits before it handles the request", "a number of seconds below 86400; by default 1", false),
        new("slow-after", "handles the request, then waits before it responds", "a number of seconds below 86400; by default 1", false),
        new("slow-body", "waits in the middle of the response", "a number of seconds below 86400; by default 1", false),
        new("drip", "sends the response in small parts, with a pause before each", "a number of seconds below 86400; by default 1", false),
        new("without-data", "leaves out the data of the response", null, false),
        new("without-includes", "leaves out the users and media that the response refers to", null, false),
        new("without-meta", "leaves out the position of the next page", null, false),
        new("empty-page", "sends a page without events that is not the last one", null, false),
        new("same-token", "sends the same position for the next page again", null, false),
        new("repeat-events", "repeats events of the page before", null, false),
        new("unknown-type", "sends an event of a type that is not known", null, false),
        new("unknown-fields", "adds fields that are not documented", null, false),
        new("partial", "sends the data together with errors", null, false),
        new("chat-failure", "refuses a message of X Chat with this type of failure", "a number from 1 to 99; by default 14", false),
        new(
            "chat-failure-after",
            "handles a message of X Chat, then reports this type of failure",
            "a number from 1 to 99; by default 14",
            false),
        new("damaged-content", "damages the content of a downloaded file", null, false),
        new("without-ranges", "sends a downloaded file from its start when a part was requested", null, false),
        new("429-connections", "answers that the app has too many connections to the stream", null, false),
        new("stream-cut", "cuts the stream after this number of events", "a number from 0 on; by default 1", false),
        new("stream-silence", "sends nothing more over the stream after this number of events", "a number from 0 on; by default 1", false),
        new(
            "stream-disconnect",
            "reports an error in the stream and ends it after this number of events",
            "a number from 0 on; by default 1",
            false),
        new("stream-duplicate", "sends each event of the stream twice", null, false),
        new("stream-out-of-order", "sends the events of the stream in another order", null, false),
        new("stream-missed", "leaves out one of this number of events of the stream", "a number from 1 on; by default 2", false),
        new("redirect", "redirects to this address", "an absolute address", true),
    ];

    public static FaultDescription Of(string name) => All.First(fault => fault.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
