using System.Text.Json;
using TwitterDm.ChatProtocol.Tests.Support;

namespace TwitterDm.ChatProtocol.Tests.Clients;

/// <summary>Compares a change of a group with the JSON into which X's own SDK reads it.</summary>
internal static class SdkGroupChange
{
    public static void AssertEqual(JsonElement expected, ChatGroupChange change)
    {
        Assert.Equal(KindOf(expected.Text("change_type")), change.Kind);
        AssertIds(expected, "member_ids", change.UserIds);
        AssertIds(expected, "current_member_ids", change.CurrentMemberIds);
        AssertIds(expected, "current_admin_ids", change.AdminIds);
        if (change.Kind != ChatGroupChangeKind.GroupCreate)
            return;
        AssertIds(expected, "admin_ids", change.AdminIds);
        Assert.Equal((expected.Text("title"), expected.Text("avatar_url")), (change.Title, change.AvatarUrl));
    }

    private static ChatGroupChangeKind KindOf(string changeType) => changeType switch
    {
        "created" => ChatGroupChangeKind.GroupCreate,
        "membersAdded" => ChatGroupChangeKind.GroupMemberAddChange,
        _ => ChatGroupChangeKind.Unknown,
    };

    private static void AssertIds(JsonElement expected, string name, IReadOnlyList<string> ids)
    {
        if (expected.TryGetProperty(name, out var values))
            Assert.Equal(values.EnumerateArray().Select(id => id.GetString()), ids);
    }
}
