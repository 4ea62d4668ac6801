using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwitterDm.Wire;

/// <summary>How JSON is read and written: snake case by policy, nothing for null, source-generated.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WireAnswer<IReadOnlyList<WireEvent>>), TypeInfoPropertyName = "EventList")]
[JsonSerializable(typeof(WireAnswer<WireEvent>), TypeInfoPropertyName = "SingleEvent")]
[JsonSerializable(typeof(WireAnswer<WireUser>), TypeInfoPropertyName = "SingleUser")]
[JsonSerializable(typeof(WireAnswer<IReadOnlyList<WireUser>>), TypeInfoPropertyName = "UserList")]
[JsonSerializable(typeof(WireAnswer<WireSentMessage>), TypeInfoPropertyName = "SentMessage")]
[JsonSerializable(typeof(WireAnswer<WireDeleted>), TypeInfoPropertyName = "Deleted")]
[JsonSerializable(typeof(WireAnswer<WireBlocked>), TypeInfoPropertyName = "Blocked")]
[JsonSerializable(typeof(WireOutgoingMessage), TypeInfoPropertyName = "OutgoingMessage")]
[JsonSerializable(typeof(WireNewConversation), TypeInfoPropertyName = "NewConversation")]
[JsonSerializable(typeof(WireNewUpload), TypeInfoPropertyName = "NewUpload")]
[JsonSerializable(typeof(WireAnswer<WireSegment>), TypeInfoPropertyName = "Segment")]
[JsonSerializable(typeof(WireAnswer<WireMediaUpload>), TypeInfoPropertyName = "MediaUpload")]
[JsonSerializable(typeof(WireGrant), TypeInfoPropertyName = "Grant")]
[JsonSerializable(typeof(WireGrantError), TypeInfoPropertyName = "GrantError")]
[JsonSerializable(typeof(WireProblem), TypeInfoPropertyName = "Problem")]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class WireJson : JsonSerializerContext;
