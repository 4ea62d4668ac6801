using System.Collections.Frozen;

namespace TwitterDm.Sandbox.Model;

/// <summary>The users of the sandbox, with ids of all lengths and names in several scripts.</summary>
internal static class People
{
    private const int AccountCount = 100;
    private const long OtherAccounts = 1_440_000_000_000_000_000;

    public static readonly Person Account = new(1385551234567890123, "sandbox_admin", "Sandbox Admin")
    {
        Description = "Signed in to the sandbox. Nothing here leaves this machine.",
        Location = "127.0.0.1",
        Connections = [],
        PinnedPost = SamplePosts.All[0],
    };

    public static readonly Person Jacqueline = new(12, "jacqueline", "Jacqueline d\u2019Arcy-O'Neill")
    {
        Location = "Cork",
        Verified = true,
    };

    public static readonly Person Zoe = new(987654321, "zoe_muller", "Zoë Müller-Ångström")
    {
        Description = "Netze, Server, Kaffee.",
        Url = "https://t.co/zoeHomePg1",
        PinnedPost = SamplePosts.All[2],
    };

    public static readonly Person Layla = new(1712345678901234567, "layla_h", "ليلى حسن") { Location = "عمّان" };

    public static readonly Person Noam = new(1099511627776000123, "noam_levi", "נועם לוי") { Protected = true };

    public static readonly Person Developers = new(
        2244994945,
        "dev_relations",
        "Developers \U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F6E0\uFE0F")
    {
        Verified = true,
        Description = "News for people who build.",
    };

    public static readonly Person Support = new(783214, "support_desk", "Support Desk")
    {
        Verified = true,
        PinnedPost = SamplePosts.All[1],
    };

    public static readonly Person Pirate = new(14159265, "pi_rates", "π · Pirate \U0001F3F4\u200D\u2620\uFE0F") { Location = "=1+1" };

    public static readonly Person Rafael = new(1500000000000000001, "rafael_nunez", "Rafael Núñez") { Connections = ["followed_by"] };

    public static readonly Person OldFriend = new(1234, "old_friend", "Old Friend") { Description = "Wrote last before the summer." };

    public static readonly Person Kenji = new(1655555555555555555, "sato_kenji", "佐藤 健二") { ReceivesDirectMessages = false };

    public static readonly Person Stranger = new(305419896, "nobody_yet", "Nobody Yet") { Connections = [] };

    public static readonly Person Ines = new(1577777777777777777, "ines_silva", "Inês Silva") { AcceptsChats = false, Connections = [] };

    public static readonly Person Guest = new(1844674407370955161, "guest_speaker", "Guest \"Speaker\", Ltd.");

    /// <summary>The users who can sign in. Each has a world of its own, which does not contain the other accounts.</summary>
    public static readonly IReadOnlyList<Person> Accounts = [Account, .. Enumerable.Range(2, AccountCount - 1).Select(OtherAccount)];

    public static readonly IReadOnlyList<Person> All =
    [
        .. Accounts,
        Jacqueline,
        Zoe,
        Layla,
        Noam,
        Developers,
        Support,
        Pirate,
        Rafael,
        OldFriend,
        Kenji,
        Stranger,
        Ines,
        Guest,
        .. BulkRecipients.Readers,
    ];

    private static readonly FrozenDictionary<string, Person> AllById = All.ToFrozenDictionary(
        person => person.IdText,
        StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Person> AllByUsername =
        All.ToFrozenDictionary(person => person.Username, StringComparer.OrdinalIgnoreCase);

    public static Person? ById(string id) => AllById.GetValueOrDefault(id);

    public static Person? ByUsername(string username) => AllByUsername.GetValueOrDefault(username);

    /// <summary>Whether a person can sign in and has a world.</summary>
    public static bool IsAccount(Person person) => person == Account || IsOtherAccount(person);

    /// <summary>The number of an account, starting at 1.</summary>
    public static int NumberOf(Person account) => account == Account ? 1 : (int)(account.Id - OtherAccounts);

    private static bool IsOtherAccount(Person person) => person.Id - OtherAccounts is > 1 and <= AccountCount;

    private static Person OtherAccount(int number) =>
        new(OtherAccounts + number, $"sandbox_user{number}", $"Sandbox User {number}") { Connections = [] };
}
