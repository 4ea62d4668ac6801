using System.Net;
using System.Text;
using System.Text.Json;

namespace TwitterDm.Sandbox.Tests.Activity;

/// <summary>Reads the lines of a stream. Every wait has a bound.</summary>
internal sealed class LineReader : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private readonly HttpResponseMessage _response;
    private readonly Stream _body;
    private readonly List<byte> _read = [];

    private LineReader(HttpResponseMessage response, Stream body) => (_response, _body) = (response, body);

    public HttpStatusCode Status => _response.StatusCode;

    public static async Task<LineReader> OpenAsync(HttpClient http, string query = "", string authorization = "Bearer " + SandboxCredentials.AppOnlyToken)
    {
        using var bound = new CancellationTokenSource(Bound);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/2/activity/stream{query}", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound.Token);
        return new LineReader(response, await response.Content.ReadAsStreamAsync(bound.Token));
    }

    /// <summary>The next line without its line break, or null at the end of the stream.</summary>
    public async Task<string?> LineAsync(TimeSpan? within = null)
    {
        using var bound = new CancellationTokenSource(within ?? Bound);
        var buffer = new byte[4096];
        while (true)
        {
            if (_read.IndexOf((byte)'\n') is var end and >= 0)
            {
                var line = Encoding.UTF8.GetString([.. _read[..end]]).TrimEnd('\r');
                _read.RemoveRange(0, end + 1);
                return line;
            }

            var count = await _body.ReadAsync(buffer, bound.Token);
            if (count == 0)
                return null;
            _read.AddRange(buffer.AsSpan(0, count));
        }
    }

    /// <summary>The whole body of a response that is not a stream.</summary>
    public async Task<string> BodyAsync()
    {
        using var reader = new StreamReader(_body);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The next event.</summary>
    public async Task<JsonElement> EventAsync()
    {
        for (var line = await LineAsync(); line is not null; line = await LineAsync())
        {
            if (line.Length > 0)
                return JsonDocument.Parse(line).RootElement.GetProperty("data");
        }

        throw new EndOfStreamException("The stream ended.");
    }

    public void Dispose()
    {
        _body.Dispose();
        _response.Dispose();
    }
}
