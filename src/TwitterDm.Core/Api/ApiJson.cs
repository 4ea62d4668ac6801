using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>How JSON is read and written: snake case by policy, nulls left out, source-generated.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WireTime), typeof(WireDuration)])]
[JsonSerializable(typeof(ApiResponse<WireList<WireEvent>>), TypeInfoPropertyName = "EventList")]
[JsonSerializable(typeof(ApiResponse<WireEvent>), TypeInfoPropertyName = "SingleEvent")]
[JsonSerializable(typeof(ApiResponse<WireUser>), TypeInfoPropertyName = "SingleUser")]
[JsonSerializable(typeof(ApiResponse<WireList<WireUser>>), TypeInfoPropertyName = "UserList")]
[JsonSerializable(typeof(ApiResponse<WireList<WireChatConversation>>), TypeInfoPropertyName = "ChatConversationList")]
[JsonSerializable(typeof(ApiResponse<WireChatConversation>), TypeInfoPropertyName = "SingleChatConversation")]
[JsonSerializable(typeof(ApiResponse<WireList<WireChatEvent>>), TypeInfoPropertyName = "ChatEventList")]
[JsonSerializable(typeof(ApiResponse<WireList<WirePublicKey>>), TypeInfoPropertyName = "PublicKeyList")]
[JsonSerializable(typeof(ApiResponse<WireSentMessage>), TypeInfoPropertyName = "SentMessage")]
[JsonSerializable(typeof(ApiResponse<WireDeleted>), TypeInfoPropertyName = "Deleted")]
[JsonSerializable(typeof(ApiResponse<WireBlocked>), TypeInfoPropertyName = "Blocked")]
[JsonSerializable(typeof(WireOutgoingMessage), TypeInfoPropertyName = "OutgoingMessage")]
[JsonSerializable(typeof(WireNewConversation), TypeInfoPropertyName = "NewConversation")]
[JsonSerializable(typeof(WireNewUpload), TypeInfoPropertyName = "NewUpload")]
[JsonSerializable(typeof(ApiResponse<WireSegment>), TypeInfoPropertyName = "Segment")]
[JsonSerializable(typeof(ApiResponse<WireMediaUpload>), TypeInfoPropertyName = "MediaUpload")]
[JsonSerializable(typeof(ApiResponse<WireFinalizedUpload>), TypeInfoPropertyName = "FinalizedUpload")]
[JsonSerializable(typeof(WireNewChatMessage), TypeInfoPropertyName = "NewChatMessage")]
[JsonSerializable(typeof(ApiResponse<WireSentChatMessage>), TypeInfoPropertyName = "SentChatMessage")]
[JsonSerializable(typeof(WireChatDeletion), TypeInfoPropertyName = "ChatDeletion")]
[JsonSerializable(typeof(WireChatReadMark), TypeInfoPropertyName = "ChatReadMark")]
[JsonSerializable(typeof(ApiResponse<WireSuccess>), TypeInfoPropertyName = "Success")]
[JsonSerializable(typeof(WireNewChatKey), TypeInfoPropertyName = "NewChatKey")]
[JsonSerializable(typeof(ApiResponse<WireAddedChatKey>), TypeInfoPropertyName = "AddedChatKey")]
[JsonSerializable(typeof(WireNewChatGroup), TypeInfoPropertyName = "NewChatGroup")]
[JsonSerializable(typeof(ApiResponse<WireCreatedChat>), TypeInfoPropertyName = "CreatedChat")]
[JsonSerializable(typeof(WireNewChatUpload), TypeInfoPropertyName = "NewChatUpload")]
[JsonSerializable(typeof(ApiResponse<WireChatUpload>), TypeInfoPropertyName = "ChatUpload")]
[JsonSerializable(typeof(WireChatSegment), TypeInfoPropertyName = "ChatSegment")]
[JsonSerializable(typeof(ApiResponse<WireAppendedChatSegment>), TypeInfoPropertyName = "AppendedChatSegment")]
[JsonSerializable(typeof(WireFinishedChatUpload), TypeInfoPropertyName = "FinishedChatUpload")]
[JsonSerializable(typeof(ApiResponse<WireUploadedChatMedia>), TypeInfoPropertyName = "UploadedChatMedia")]
[JsonSerializable(typeof(WireNewSubscription))]
[JsonSerializable(typeof(WireCreatedSubscription))]
[JsonSerializable(typeof(WireDone))]
[JsonSerializable(typeof(WireClosedConnections))]
[JsonSerializable(typeof(ApiResponse<WireList<WireSubscription>>), TypeInfoPropertyName = "SubscriptionList")]
[JsonSerializable(typeof(ApiResponse<WireList<WireStreamConnection>>), TypeInfoPropertyName = "StreamConnectionList")]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>
    /// A page of events that is not as X describes it, and so read by the serializer. Its code takes long to compile, and is rarely needed.
    /// </summary>
    public static JsonTypeInfo<ApiResponse<WireList<WireEvent>>> OddEventList => field ??= Unconfigured<ApiResponse<WireList<WireEvent>>>();

    /// <summary>The response with one user, if it is not as X describes it.</summary>
    public static JsonTypeInfo<ApiResponse<WireUser>> OddSingleUser => field ??= Unconfigured<ApiResponse<WireUser>>();

    // The serializer configures it when it is first used; the generated properties do that at once, for all types in it.
    private static JsonTypeInfo<T> Unconfigured<T>()
        => (JsonTypeInfo<T>)((IJsonTypeInfoResolver)Default).GetTypeInfo(typeof(T), Default.Options)!;
}
