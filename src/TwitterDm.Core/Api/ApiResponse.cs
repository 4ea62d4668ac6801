using System.Text.Json;
using System.Text.Json.Serialization;
using TwitterDm.Http;
using TwitterDm.Json;
using TwitterDm.Problems;

namespace TwitterDm.Api;

/// <summary>The envelope of every response of the API; each part can be absent.</summary>
/// <typeparam name="T">The type of <c>data</c>.</typeparam>
internal sealed class ApiResponse<T> : IMalformedValueCount
    where T : class
{
    public T? Data { get; set; }

    public WireIncludes? Includes { get; set; }

    public WireMeta? Meta { get; set; }

    public WireList<WireProblem>? Errors { get; set; }

    /// <summary>The title of a problem document in place of a response, which has come with the status 200.</summary>
    public string? Title { get; set; }

    /// <summary>The detail of a problem document.</summary>
    public string? Detail { get; set; }

    /// <summary>The type of a problem document.</summary>
    public string? Type { get; set; }

    /// <summary>The status in a problem document.</summary>
    public int? Status { get; set; }

    /// <summary>Other members, and those whose values do not fit.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>How many values of the response do not fit what X describes.</summary>
    internal int MalformedValues { get; set; }

    /// <summary>What X reports as missing or wrong.</summary>
    internal IReadOnlyList<WireProblem> Problems => Title is null && Detail is null
        ? Errors ?? []
        : [new() { Title = Title, Detail = Detail, Type = Type, Status = Status }, .. Errors ?? []];

    void IMalformedValueCount.Set(int count) => MalformedValues = count;
}

internal sealed class WireMeta
{
    public string? NextToken { get; set; }

    public int? ResultCount { get; set; }

    /// <summary>X Chat: whether another page follows.</summary>
    public bool? HasMore { get; set; }

    /// <summary>X Chat: whether there are message requests, which the list does not contain.</summary>
    public bool? HasMessageRequests { get; set; }

    /// <summary>X Chat: changes of the conversation's key, beside the events of the page; each is an event in base64.</summary>
    public WireList<string>? ConversationKeyEvents { get; set; }

    /// <summary>Other members, and those whose values do not fit.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
