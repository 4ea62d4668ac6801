using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TwitterDm.Notices;
using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>
/// One request of the API: verb, path, query and body. Ids are escaped here and nowhere else; the path's pattern names the endpoint, by
/// which the rate limit is counted.
/// </summary>
internal sealed class ApiRequest
{
    private static readonly HttpRequestOptionsKey<string> EndpointKey = new("TwitterDm.Endpoint");
    private static readonly HttpRequestOptionsKey<bool> RepeatableKey = new("TwitterDm.IsRepeatable");

    private readonly StringBuilder _query = new();
    private readonly string[] _names;
    private Func<HttpContent>? _content;
    private string? _countParameter;

    private ApiRequest(HttpMethod method, FormattableString path, params string[] names)
    {
        _names = names;
        Method = method;
        Path = string.Format(CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(id => Uri.EscapeDataString($"{id}"))]);
        Endpoint = $"{method} {string.Format(CultureInfo.InvariantCulture, path.Format, [.. names.Select(name => $"{{{name}}}")])}";
    }

    public HttpMethod Method { get; }

    /// <summary>The escaped path with its leading slash.</summary>
    public string Path { get; }

    /// <summary>The verb and the path with names in place of ids.</summary>
    public string Endpoint { get; }

    /// <summary>Whether it can be sent again when nobody knows what became of it: a second time changes nothing more.</summary>
    public bool IsRepeatable { get; private set; }

    /// <summary>What each of the things that it asks for costs at most; nothing unless <see cref="Costing"/> says otherwise.</summary>
    public Cost CostOfEach { get; private set; }

    /// <summary>How many things it asks for.</summary>
    public int Count { get; set; } = 1;

    /// <summary>Whether it can ask for fewer.</summary>
    public bool CanAskForLess => _countParameter is not null;

    /// <summary>Its attempts so far.</summary>
    public AttemptCount Attempts { get; } = new();

    /// <summary>A GET.</summary>
    /// <param name="path">The path; what is filled in is escaped.</param>
    /// <param name="names">The description's names of what is filled in.</param>
    public static ApiRequest Get(FormattableString path, params string[] names) => new(HttpMethod.Get, path, names) { IsRepeatable = true };

    /// <summary>A POST, which is not sent again unless it is certain that it did not leave; see <see cref="Repeatable"/>.</summary>
    /// <param name="path">The path; what is filled in is escaped.</param>
    /// <param name="names">The description's names of what is filled in.</param>
    public static ApiRequest Post(FormattableString path, params string[] names) => new(HttpMethod.Post, path, names);

    /// <summary>A DELETE: what is gone is gone, however often it is said.</summary>
    /// <param name="path">The path; what is filled in is escaped.</param>
    /// <param name="names">The description's names of what is filled in.</param>
    public static ApiRequest Delete(FormattableString path, params string[] names) => new(HttpMethod.Delete, path, names) { IsRepeatable = true };

    /// <summary>The endpoint of a message that this class made.</summary>
    public static string EndpointOf(HttpRequestMessage message)
        => message.Options.TryGetValue(EndpointKey, out var endpoint) ? endpoint : $"{message.Method} {message.RequestUri?.AbsolutePath}";

    /// <summary>Whether a parameter is one of the path: it names what the request is about.</summary>
    public bool IsAbout(string? parameter) => Array.Exists(_names, name => string.Equals(name, parameter, StringComparison.Ordinal));

    /// <summary>Whether a message that this class made can be sent again.</summary>
    public static bool CanRepeat(HttpRequestMessage message) => message.Options.TryGetValue(RepeatableKey, out var repeatable) && repeatable;

    /// <summary>Adds a parameter to the query, unless its value is null or empty.</summary>
    public ApiRequest With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    /// <summary>Adds a parameter whose values are separated by commas, unless there are none.</summary>
    public ApiRequest With(string name, IEnumerable<string> values) => With(name, string.Join(',', values));

    /// <summary>Says what it costs at most.</summary>
    /// <param name="each">For each thing that it asks for.</param>
    /// <param name="count">How many these are.</param>
    /// <param name="parameter">The parameter that says so, where fewer will do.</param>
    public ApiRequest Costing(Cost each, int count = 1, string? parameter = null)
    {
        (CostOfEach, Count, _countParameter) = (each, count, parameter);
        return this;
    }

    /// <summary>Sends JSON along.</summary>
    public ApiRequest WithJson<T>(T body, JsonTypeInfo<T> type) => WithContent(() =>
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    });

    /// <summary>Sends a body along.</summary>
    /// <param name="content">Makes the body; one that can be written several times, since an attempt can be repeated.</param>
    public ApiRequest WithContent(Func<HttpContent> content)
    {
        _content = content;
        return this;
    }

    /// <summary>Says that a second time changes nothing more, other than with most POSTs.</summary>
    public ApiRequest Repeatable()
    {
        IsRepeatable = true;
        return this;
    }

    /// <summary>Lets somebody hear of each attempt.</summary>
    public ApiRequest WatchedBy(IAttemptObserver? watch)
    {
        Attempts.Next = watch;
        return this;
    }

    /// <summary>A message for the pipeline; its address is relative to the API's base address.</summary>
    public HttpRequestMessage ToMessage(DmCallOptions options)
    {
        var message = new HttpRequestMessage(Method, new Uri(Path.TrimStart('/') + Query(), UriKind.Relative)) { Content = _content?.Invoke() };
        message.Options.Set(EndpointKey, Endpoint);
        message.Options.Set(RepeatableKey, IsRepeatable);
        message.Options.Set(DmCallOptions.Key, options);
        message.Options.Set(AttemptObserverHandler.Key, Attempts);
        return message;
    }

    /// <summary>The verb and path, for people: never the query.</summary>
    public override string ToString() => $"{Method} {Path}";

    private string Query()
    {
        var count = _countParameter is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"&{_countParameter}={Count}");
        return count.Length + _query.Length == 0 ? string.Empty : $"?{$"{count}{_query}"[1..]}";
    }
}
