using System.Collections.Concurrent;
using TwitterDm.Sandbox;
using TwitterDm.Sandbox.Http;
using TwitterDm.Testing;

namespace TwitterDm.Bench.Speed.Server;

/// <summary>
/// The sandbox's responses to requests, each serialized once. Which fields a client asks for does not matter, so all clients get the same
/// bytes.
/// </summary>
internal sealed class PageCache
{
    // Longer than any of its windows.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(16);

    private static readonly Dictionary<string, string> Headers = new(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = $"Bearer {SandboxCredentials.UserToken}" };

    private readonly ManualClock _clock = new(DateTimeOffset.UtcNow);
    private readonly SandboxApi _api;
    private readonly ConcurrentDictionary<string, byte[]> _bodies = new(StringComparer.Ordinal);

    /// <param name="options">What the sandbox simulates; its clock moves on as soon as a limit is reached.</param>
    public PageCache(SandboxOptions options) => _api = new SandboxApi(options with { Clock = _clock });

    /// <summary>The number of bytes of all bodies.</summary>
    public long Size => _bodies.Values.Sum(body => (long)body.Length);

    /// <summary>Returns the body of the response to a request.</summary>
    public async ValueTask<byte[]> GetAsync(Uri uri)
    {
        var key = KeyOf(uri);
        if (_bodies.TryGetValue(key, out var body))
            return body;
        var response = await _api.HandleAsync(Request(uri), CancellationToken.None);
        if (response.StatusCode == 429)
        {
            _clock.Advance(Pause);
            response = await _api.HandleAsync(Request(uri), CancellationToken.None);
        }

        return response.StatusCode == 200
            ? _bodies[key] = response.Body.ToArray()
            : throw new InvalidOperationException($"The sandbox answered {uri.PathAndQuery} with {response.StatusCode}.");
    }

    private static SandboxRequest Request(Uri uri) => new("GET", uri, Headers, ReadOnlyMemory<byte>.Empty);

    // Without the names of fields, and in one order.
    private static string KeyOf(Uri uri)
    {
        var kept = uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(parameter => !parameter.Contains("fields=", StringComparison.Ordinal) && !parameter.StartsWith("expansions=", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        return $"{uri.AbsolutePath}?{string.Join('&', kept)}";
    }
}
