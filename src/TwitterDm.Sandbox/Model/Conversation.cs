using System.Globalization;

namespace TwitterDm.Sandbox.Model;

/// <summary>A conversation of an account, with everything that can be computed without looking at its events.</summary>
internal sealed class Conversation
{
    /// <summary>The number of events in which a guest of a group joins and leaves once.</summary>
    public const int GuestPeriod = 24;

    private const int GuestJoins = 9;
    private const int GuestLeaves = 20;

    private Conversation(string id, bool isGroup, int weight, bool hasOlderEvents, Person[] members, Person[] guests)
    {
        Id = id;
        IsGroup = isGroup;
        Weight = weight;
        HasOlderEvents = hasOlderEvents;
        Members = members;
        Guests = guests;
        MembersWithGuest = [.. guests.Select(guest => (Person[])[.. members, guest])];
    }

    public string Id { get; }

    public bool IsGroup { get; }

    /// <summary>The number of this conversation's slots in the pattern of the last 30 days, or 0 if it has no recent events.</summary>
    public int Weight { get; }

    /// <summary>Whether it has events that are older than 30 days.</summary>
    public bool HasOlderEvents { get; }

    /// <summary>The permanent members. The first one is the account, which created the conversation.</summary>
    public Person[] Members { get; }

    private Person[] Guests { get; }

    private Person[][] MembersWithGuest { get; }

    public static Conversation OneToOne(Person account, Person other, int weight, bool hasOlderEvents = false) =>
        new(OneToOneId(account, other), isGroup: false, weight, hasOlderEvents, [account, other], []);

    // Ordered as numbers, not as text: 987654321 is smaller than 1385551234567890123.
    public static string OneToOneId(Person account, Person other)
    {
        var (smaller, larger) = other.Id < account.Id ? (other, account) : (account, other);
        return $"{smaller.IdText}-{larger.IdText}";
    }

    /// <summary>
    /// Returns the other participant of a one-to-one conversation, which can be the account itself. Returns null if the account is not in
    /// the conversation.
    /// </summary>
    public static Person? OtherOf(Person account, string id)
    {
        var numbers = id.Split('-');
        var other =
            numbers.Length == 2
                ? People.ById(string.Equals(numbers[0], account.IdText, StringComparison.Ordinal) ? numbers[1] : numbers[0])
                : null;
        return other is not null && string.Equals(OneToOneId(account, other), id, StringComparison.Ordinal) ? other : null;
    }

    public static Conversation Group(Person account, long id, int weight, bool hasOlderEvents, Person[] others, Person[] guests) =>
        new(id.ToString(CultureInfo.InvariantCulture), isGroup: true, weight, hasOlderEvents, [account, .. others], guests);

    /// <summary>The kind of the event with this number. The first event of the conversation is number 0.</summary>
    public EventKinds KindAt(int number) => (IsGroup, number, number % GuestPeriod) switch
    {
        (false, _, _) => EventKinds.MessageCreate,
        (_, 0, _) => EventKinds.ParticipantsJoin,
        (_, _, GuestJoins) => EventKinds.ParticipantsJoin,
        (_, _, GuestLeaves) => EventKinds.ParticipantsLeave,
        _ => EventKinds.MessageCreate,
    };

    /// <summary>The participants at the event with this number.</summary>
    public Person[] PresentAt(int number) =>
        IsGroup && number % GuestPeriod is > GuestJoins and < GuestLeaves ? MembersWithGuest[GuestNumber(number)] : Members;

    /// <summary>The participants after the event with this number, or the permanent members if the number is negative.</summary>
    public Person[] PresentAfter(int number) =>
        Guests.Length > 0 && number % GuestPeriod is >= GuestJoins and < GuestLeaves ? MembersWithGuest[GuestNumber(number)] : Members;

    /// <summary>Who joins or leaves with the event of this number: all but the creator with the first one, and later one guest.</summary>
    public Person[] JoiningOrLeavingAt(int number) => number == 0 ? Members[1..] : [Guests[GuestNumber(number)]];

    private int GuestNumber(int number) => number / GuestPeriod % Guests.Length;
}
