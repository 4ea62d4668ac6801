using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Responses to requests that write to X Chat.</summary>
internal static class ChatWriteResponses
{
    public static ApiResponse Success { get; } = Flag("success");

    /// <summary>A <c>data</c> object with one property that is true.</summary>
    public static ApiResponse Flag(string name) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteFlag(name, value: true);
        json.WriteEndObject();
    }));

    /// <summary>A <c>data</c> object with strings.</summary>
    public static ApiResponse Data(int status, params (string Name, string Value)[] properties)
        => ApiResponse.Json(
            status,
            JsonBody.Write(json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("data");
                foreach (var (name, value) in properties)
                    json.WriteString(name, value);
                json.WriteEndObject();
                json.WriteEndObject();
            }));
}
