using System.Text.Json;
using System.Text.Json.Serialization;

namespace TwitterDm.Wire;

/// <summary>How JSON is read: snake case by policy, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WireAnswer<IReadOnlyList<WireEvent>>), TypeInfoPropertyName = "EventList")]
[JsonSerializable(typeof(WireAnswer<WireEvent>), TypeInfoPropertyName = "SingleEvent")]
[JsonSerializable(typeof(WireAnswer<WireUser>), TypeInfoPropertyName = "SingleUser")]
[JsonSerializable(typeof(WireGrant), TypeInfoPropertyName = "Grant")]
[JsonSerializable(typeof(WireGrantError), TypeInfoPropertyName = "GrantError")]
[JsonSerializable(typeof(WireProblem), TypeInfoPropertyName = "Problem")]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
internal sealed partial class WireJson : JsonSerializerContext;
