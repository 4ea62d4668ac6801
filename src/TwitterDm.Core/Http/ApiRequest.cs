using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Http;

/// <summary>
/// One request of the API: verb, path, query and body. Immutable. Ids are escaped here and nowhere else; the path's template names the
/// endpoint, by which the rate limit is counted.
/// </summary>
internal sealed record ApiRequest
{
    private const int MaxAddress = 200;

    private readonly (string Name, string Value)[] _values;

    private ApiRequest(HttpMethod method, string template, (string Name, string Value)[] values)
    {
        Method = method;
        Endpoint = $"{method} {template}";
        _values = values;
        Path = template;
        foreach (var (name, value) in values)
            Path = Path.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
    }

    public HttpMethod Method { get; }

    /// <summary>The escaped path with its leading slash.</summary>
    public string Path { get; }

    /// <summary>The verb and the path's template, such as <c>GET /2/dm_events/{event_id}</c>.</summary>
    public string Endpoint { get; }

    /// <summary>
    /// Whether it can be sent again when its outcome is unknown, because sending it twice has the same effect as sending it once.
    /// </summary>
    public bool IsRepeatable { get; private init; }

    /// <summary>What each of the items that it asks for costs at most; nothing unless <see cref="Costing"/> says otherwise.</summary>
    public Cost CostOfEach { get; private init; }

    /// <summary>How many items it asks for.</summary>
    public int Count { get; private init; } = 1;

    /// <summary>Whether it can ask for fewer items.</summary>
    public bool CanAskForFewer => CountParameter is not null;

    /// <summary>The address of a file, if it is not one of the API's paths.</summary>
    public Uri? Address { get; private init; }

    /// <summary>Whether the response is a file, which is not kept in memory.</summary>
    public bool IsDownload { get; private init; }

    /// <summary>Whether it is sent without credentials, wherever it goes.</summary>
    public bool IsAnonymous { get; private init; }

    private (long Start, EntityTagHeaderValue Tag)? Rest { get; init; }

    // Each parameter with an ampersand before it.
    private string Query { get; init; } = string.Empty;

    private Func<HttpContent>? Content { get; init; }

    private string? CountParameter { get; init; }

    /// <summary>A GET.</summary>
    /// <param name="template">The path with names in braces, as in X's OpenAPI description.</param>
    /// <param name="values">The value of each name; it is escaped.</param>
    public static ApiRequest Get(string template, params (string Name, string Value)[] values)
        => new(HttpMethod.Get, template, values) { IsRepeatable = true };

    /// <summary>A GET of a file from one of the API's paths.</summary>
    /// <param name="template">The path with names in braces, as in X's OpenAPI description.</param>
    /// <param name="values">The value of each name; it is escaped.</param>
    public static ApiRequest GetFile(string template, params (string Name, string Value)[] values)
        => Get(template, values) with
        {
            IsDownload = true,
        };

    /// <summary>A GET of a file from anywhere.</summary>
    /// <param name="address">Its absolute address, of a host that may be asked.</param>
    /// <param name="isAnonymous">Whether to send it without credentials.</param>
    public static ApiRequest GetFile(Uri address, bool isAnonymous) => new(HttpMethod.Get, address.GetLeftPart(UriPartial.Authority), [])
    {
        IsRepeatable = true,
        IsDownload = true,
        IsAnonymous = isAnonymous,
        Address = address,
    };

    /// <summary>The same request at the address that a response redirects to.</summary>
    /// <param name="address">The absolute address, of a host that may be asked.</param>
    /// <param name="isAnonymous">Whether to send it without credentials.</param>
    public ApiRequest RedirectedTo(Uri address, bool isAnonymous) => GetFile(address, isAnonymous) with { Rest = Rest };

    /// <summary>Asks for the rest of a file, unless it has changed in the meantime.</summary>
    /// <param name="start">The position of the first byte.</param>
    /// <param name="tag">The tag of the file that the beginning was read from.</param>
    public ApiRequest From(long start, EntityTagHeaderValue tag) => this with { Rest = (start, tag) };

    /// <summary>A POST, which is sent again only if it certainly did not leave this machine; see <see cref="Repeatable"/>.</summary>
    /// <param name="template">The path with names in braces, as in X's OpenAPI description.</param>
    /// <param name="values">The value of each name; it is escaped.</param>
    public static ApiRequest Post(string template, params (string Name, string Value)[] values) => new(HttpMethod.Post, template, values);

    /// <summary>A DELETE, which is idempotent (RFC 9110, section 9.2.2).</summary>
    /// <param name="template">The path with names in braces, as in X's OpenAPI description.</param>
    /// <param name="values">The value of each name; it is escaped.</param>
    public static ApiRequest Delete(string template, params (string Name, string Value)[] values)
        => new(HttpMethod.Delete, template, values) { IsRepeatable = true };

    /// <summary>Whether a parameter is one of the path's: it names what the request is about.</summary>
    public bool IsAbout(string? parameter)
        => Array.Exists(_values, value => string.Equals(value.Name, parameter, StringComparison.Ordinal));

    /// <summary>Adds a parameter to the query, unless its value is null or empty.</summary>
    public ApiRequest With(string name, string? value)
        => string.IsNullOrEmpty(value) ? this : this with { Query = $"{Query}&{name}={Uri.EscapeDataString(value)}" };

    /// <summary>Adds a parameter whose values are separated by commas, unless there are none.</summary>
    public ApiRequest With(string name, IEnumerable<string> values) => With(name, string.Join(',', values));

    /// <summary>Sets the maximum cost.</summary>
    /// <param name="each">For each item that it asks for.</param>
    /// <param name="count">The number of items.</param>
    /// <param name="parameter">The query parameter for the number, where a smaller number is acceptable.</param>
    public ApiRequest Costing(Cost each, int count = 1, string? parameter = null)
        => this with { CostOfEach = each, Count = count, CountParameter = parameter };

    /// <summary>Asks for another number of items.</summary>
    public ApiRequest WithCount(int count) => count == Count ? this : this with { Count = count };

    /// <summary>Adds a JSON body.</summary>
    public ApiRequest WithJson<T>(T body, JsonTypeInfo<T> type) => WithContent(() =>
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    });

    /// <summary>Adds a body.</summary>
    /// <param name="content">Creates the body; it can be written several times, since an attempt can be repeated.</param>
    public ApiRequest WithContent(Func<HttpContent> content) => this with { Content = content };

    /// <summary>Marks the request as safe to send again, unlike most POSTs.</summary>
    public ApiRequest Repeatable() => this with { IsRepeatable = true };

    /// <summary>The message for the pipeline; its address is relative to the API's base address.</summary>
    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Address ?? new Uri(Path.TrimStart('/') + QueryText(), UriKind.Relative))
        {
            Content = Content?.Invoke(),
        };
        if (IsDownload)
            message.Headers.Accept.ParseAdd("*/*");
        if (Rest is { } rest)
        {
            message.Headers.Range = new RangeHeaderValue(rest.Start, null);
            message.Headers.IfRange = new RangeConditionHeaderValue(rest.Tag);
        }

        return message;
    }

    /// <summary>The verb and path, for people, never the query.</summary>
    public override string ToString()
        => Address is { } address ? $"{Method} {VisibleText.Of(address.GetLeftPart(UriPartial.Path), MaxAddress)}" : $"{Method} {Path}";

    private string QueryText()
    {
        var query = CountParameter is null ? Query : string.Create(CultureInfo.InvariantCulture, $"&{CountParameter}={Count}{Query}");
        return query.Length == 0 ? query : $"?{query[1..]}";
    }
}
