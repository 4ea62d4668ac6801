using System.Globalization;
using System.Text;
using TwitterDm.Notices;

namespace TwitterDm.Http;

/// <summary>
/// One request of the API: verb, path and query. Ids are escaped here and nowhere else; the path's pattern names the endpoint, by which
/// the rate limit is counted.
/// </summary>
internal sealed class DmRequest
{
    private static readonly HttpRequestOptionsKey<string> EndpointKey = new("TwitterDm.Endpoint");

    private readonly StringBuilder _query = new();

    private DmRequest(HttpMethod method, FormattableString path, params string[] names)
    {
        Method = method;
        Path = string.Format(CultureInfo.InvariantCulture, path.Format, [.. path.GetArguments().Select(id => Uri.EscapeDataString($"{id}"))]);
        Endpoint = $"{method} {string.Format(CultureInfo.InvariantCulture, path.Format, [.. names.Select(name => $"{{{name}}}")])}";
    }

    public HttpMethod Method { get; }

    /// <summary>The escaped path with its leading slash.</summary>
    public string Path { get; }

    /// <summary>The verb and the path with names in place of ids.</summary>
    public string Endpoint { get; }

    /// <summary>A GET.</summary>
    /// <param name="path">The path; what is filled in is escaped.</param>
    /// <param name="names">The description's names of what is filled in.</param>
    public static DmRequest Get(FormattableString path, params string[] names) => new(HttpMethod.Get, path, names);

    /// <summary>The endpoint of a message that this class made.</summary>
    public static string EndpointOf(HttpRequestMessage message)
        => message.Options.TryGetValue(EndpointKey, out var endpoint) ? endpoint : $"{message.Method} {message.RequestUri?.AbsolutePath}";

    /// <summary>Adds a parameter to the query, unless its value is null or empty.</summary>
    public DmRequest With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _query.Append(_query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    /// <summary>Adds a parameter whose values are separated by commas, unless there are none.</summary>
    public DmRequest With(string name, IEnumerable<string> values) => With(name, string.Join(',', values));

    /// <summary>A message for the pipeline; its address is relative to the API's base address.</summary>
    public HttpRequestMessage ToMessage(DmCallOptions options)
    {
        var message = new HttpRequestMessage(Method, new Uri(Path.TrimStart('/') + _query, UriKind.Relative));
        message.Options.Set(EndpointKey, Endpoint);
        message.Options.Set(DmCallOptions.Key, options);
        return message;
    }

    /// <summary>The verb and path, for people: never the query.</summary>
    public override string ToString() => $"{Method} {Path}";
}
