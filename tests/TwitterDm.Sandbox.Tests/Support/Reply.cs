using System.Globalization;
using System.Net;
using System.Text.Json;

namespace TwitterDm.Sandbox.Tests.Support;

/// <summary>A response that was read completely.</summary>
internal sealed record Reply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public JsonElement Body => JsonDocument.Parse(Bytes).RootElement;

    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    public IReadOnlyList<JsonElement> Events => Body.TryGetProperty("data", out var data) ? [.. data.EnumerateArray()] : [];

    public IReadOnlyList<string> EventIds => [.. Events.Select(item => item.Text("id"))];

    public string? NextToken => Body.GetProperty("meta").TryGetProperty("next_token", out var token) ? token.GetString() : null;

    public string? PreviousToken => Body.GetProperty("meta").TryGetProperty("previous_token", out var token) ? token.GetString() : null;

    /// <summary>The event id of a sent message.</summary>
    public string SentId => Body.GetProperty("data").Text("dm_event_id");

    /// <summary>The validation errors: each parameter and its message.</summary>
    public IReadOnlyList<(string Parameter, string Message)> ValidationErrors =>
        [.. Body.Items("errors").Select(error => (string.Join(',', error.GetProperty("parameters").Names()), error.Text("message")))];

    public int ResultCount => Body.GetProperty("meta").GetProperty("result_count").GetInt32();

    public long Number(string header) => long.Parse(Headers[header], CultureInfo.InvariantCulture);

    public static async Task<Reply> OfAsync(HttpResponseMessage message)
    {
        var headers = message.Headers.NonValidated.Concat(message.Content.Headers.NonValidated)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        return new Reply(message.StatusCode, headers, await message.Content.ReadAsByteArrayAsync());
    }
}
