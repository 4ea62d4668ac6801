using System.Text;
using TwitterDm.Chat;
using TwitterDm.ChatProtocol.Crypto;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>Which keys of conversations are kept, and in which order they are tried.</summary>
public sealed class ConversationKeyringTests
{
    [Fact]
    public void The_keys_of_the_conversation_that_was_used_longest_ago_are_dropped_first()
    {
        using var keys = new ConversationKeyring();
        for (var index = 0; index < 5_000; index++)
            keys.Add($"g{index}", "1", ConversationKeys.New(), isVerified: true);
        Assert.Null(keys.OpenWithAny("g0", new byte[40]));

        keys.Add("g5000", "1", ConversationKeys.New(), isVerified: true);

        Assert.True(keys.Has("g0", "1"));
        Assert.False(keys.Has("g1", "1"));
        Assert.True(keys.Has("g5000", "1"));
    }

    [Fact]
    public void Of_a_conversation_with_too_many_versions_the_oldest_are_dropped()
    {
        using var keys = new ConversationKeyring();
        for (var version = 1; version <= 501; version++)
            keys.Add("g1", $"{version}", ConversationKeys.New(), isVerified: true);

        Assert.False(keys.Has("g1", "1"));
        Assert.True(keys.Has("g1", "2"));
        Assert.Equal("501", keys.LatestVerified("g1")!.Value.Version);
    }

    [Fact]
    public void Versions_are_compared_as_numbers()
    {
        using var keys = new ConversationKeyring();
        keys.Add("g1", "999", ConversationKeys.New(), isVerified: true);
        keys.Add("g1", "1000", ConversationKeys.New(), isVerified: true);
        keys.Add("g1", "2000", ConversationKeys.New(), isVerified: false);

        Assert.Equal("1000", keys.LatestVerified("g1")!.Value.Version);
    }

    [Fact]
    public void A_key_stays_verified_when_it_comes_again_unverified()
    {
        using var keys = new ConversationKeyring();
        var key = ConversationKeys.New();
        keys.Add("g1", "1", key, isVerified: true);

        keys.Add("g1", "1", key, isVerified: false);

        Assert.Equal(key, keys.LatestVerified("g1")!.Value.Key);
    }

    [Fact]
    public void A_key_becomes_verified_when_it_comes_again_verified()
    {
        using var keys = new ConversationKeyring();
        var key = ConversationKeys.New();
        keys.Add("g1", "1", key, isVerified: false);
        Assert.Null(keys.LatestVerified("g1"));

        keys.Add("g1", "1", key, isVerified: true);

        Assert.Equal(key, keys.LatestVerified("g1")!.Value.Key);
    }

    [Fact]
    public void Verified_keys_are_not_replaced_by_unverified_ones_of_the_same_version()
    {
        using var keys = new ConversationKeyring();
        var verified = Enumerable.Range(0, 4).Select(_ => ConversationKeys.New()).ToArray();
        foreach (var key in verified)
            keys.Add("g1", "1", key, isVerified: true);

        for (var count = 0; count < 10; count++)
            keys.Add("g1", "1", ConversationKeys.New(), isVerified: false);

        Assert.All(verified, key => Assert.NotNull(keys.Open("g1", "1", SecretBox.Seal(key, [1, 2, 3]))));
    }

    [Fact]
    public void Nobody_can_displace_the_verified_keys_of_another_sender()
    {
        using var keys = new ConversationKeyring();
        var precious = ConversationKeys.New();
        keys.Add("g1", "1", precious, isVerified: true, "7");

        for (var count = 0; count < 20; count++)
            keys.Add("g1", "1", ConversationKeys.New(), isVerified: true, "99");
        for (var version = 2; version < 700; version++)
            keys.Add("g1", $"{version}", ConversationKeys.New(), isVerified: true, "99");

        Assert.NotNull(keys.Open("g1", "1", SecretBox.Seal(precious, [1, 2, 3])));
        Assert.True(keys.IsVerified("g1", "1", "7"));
        Assert.False(keys.IsVerified("g1", "1", "99"));
        Assert.False(keys.Has("g1", "150"));
    }

    [Fact]
    public void The_first_key_of_a_version_stays_the_first()
    {
        using var keys = new ConversationKeyring();
        var first = ConversationKeys.New();
        keys.Add("g1", "1", first, isVerified: true, "7");
        keys.Add("g1", "1", ConversationKeys.New(), isVerified: true, "99");
        var mine = Enumerable.Range(0, 9).Select(_ => ConversationKeys.New()).ToArray();
        foreach (var key in mine)
            keys.Add("g1", "1", key, isVerified: true, "7");

        Assert.Equal(first, keys.LatestVerified("g1")!.Value.Key);
        Assert.Equal(3, mine.Count(key => keys.Open("g1", "1", SecretBox.Seal(key, [1, 2, 3])) is not null));
    }

    [Fact]
    public void A_copy_of_a_key_does_not_take_it_from_its_sender()
    {
        using var keys = new ConversationKeyring();
        var key = ConversationKeys.New();
        keys.Add("g1", "1", ConversationKeys.New(), isVerified: true, "99");
        keys.Add("g1", "1", key, isVerified: true, "99");
        keys.Add("g1", "1", key, isVerified: true, "7");
        for (var count = 0; count < 9; count++)
            keys.Add("g1", "1", ConversationKeys.New(), isVerified: true, "99");

        Assert.NotNull(keys.Open("g1", "1", SecretBox.Seal(key, [1, 2, 3])));
    }

    [Fact]
    public void A_text_is_opened_with_any_key_of_its_conversation()
    {
        using var keys = new ConversationKeyring();
        var old = ConversationKeys.New();
        keys.Add("g1", "1", old, isVerified: true);
        keys.Add("g1", "2", ConversationKeys.New(), isVerified: true);
        var text = SecretBox.Seal(old, Encoding.UTF8.GetBytes("Operations"));

        Assert.Equal("Operations", Encoding.UTF8.GetString(keys.OpenWithAny("g1", text)!));
        Assert.Null(keys.OpenWithAny("g2", text));
        Assert.Null(keys.Open("g1", "2", text));
    }

    [Fact]
    public void After_it_was_disposed_of_nothing_is_kept()
    {
        var keys = new ConversationKeyring();
        keys.Dispose();

        keys.Add("g1", "1", ConversationKeys.New(), isVerified: true);

        Assert.False(keys.Has("g1", "1"));
    }
}
