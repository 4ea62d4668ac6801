using System.Globalization;

namespace TwitterDm.Sandbox.World;

/// <summary>A conversation that the account takes part in, and what of it can be computed without looking at its events.</summary>
internal sealed class Conversation
{
    /// <summary>A group's guests come and go once in so many events.</summary>
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
        Crowds = [.. guests.Select(guest => (Person[])[.. members, guest])];
    }

    public string Id { get; }

    public bool IsGroup { get; }

    /// <summary>How many of the slots of the last 30 days' pattern are this conversation's; 0: it was quiet all the time.</summary>
    public int Weight { get; }

    /// <summary>Whether it goes back beyond the last 30 days.</summary>
    public bool HasOlderEvents { get; }

    /// <summary>Who is always there: first the account, which founded it.</summary>
    public Person[] Members { get; }

    private Person[] Guests { get; }

    private Person[][] Crowds { get; }

    public static Conversation OneToOne(Person account, Person other, int weight, bool hasOlderEvents = false) =>
        new(IdOfOneToOne(account, other), isGroup: false, weight, hasOlderEvents, [account, other], []);

    // Ordered as numbers, not as texts: 987654321 is smaller than 1385551234567890123.
    public static string IdOfOneToOne(Person account, Person other)
    {
        var (smaller, larger) = other.Id < account.Id ? (other, account) : (account, other);
        return $"{smaller.IdText}-{larger.IdText}";
    }

    /// <summary>With whom an account would talk in a one-to-one conversation of this id, itself perhaps; null where it would not be there.</summary>
    public static Person? OtherOf(Person account, string id)
    {
        var numbers = id.Split('-');
        var other = numbers.Length == 2 ? People.ById(string.Equals(numbers[0], account.IdText, StringComparison.Ordinal) ? numbers[1] : numbers[0]) : null;
        return other is not null && string.Equals(IdOfOneToOne(account, other), id, StringComparison.Ordinal) ? other : null;
    }

    public static Conversation Group(Person account, long id, int weight, bool hasOlderEvents, Person[] others, Person[] guests) =>
        new(id.ToString(CultureInfo.InvariantCulture), isGroup: true, weight, hasOlderEvents, [account, .. others], guests);

    /// <summary>The kind of an event by its age: 0 is the conversation's first one.</summary>
    public EventKinds KindAt(int age) => (IsGroup, age, age % GuestPeriod) switch
    {
        (false, _, _) => EventKinds.MessageCreate,
        (_, 0, _) => EventKinds.ParticipantsJoin,
        (_, _, GuestJoins) => EventKinds.ParticipantsJoin,
        (_, _, GuestLeaves) => EventKinds.ParticipantsLeave,
        _ => EventKinds.MessageCreate,
    };

    /// <summary>Who is there at an event of this age.</summary>
    public Person[] PresentAt(int age) =>
        IsGroup && age % GuestPeriod is > GuestJoins and < GuestLeaves ? Crowds[GuestNumber(age)] : Members;

    /// <summary>Who is there once an event of this age has happened, and no later one; before the first one all who are always there.</summary>
    public Person[] PresentAfter(int age) =>
        Guests.Length > 0 && age % GuestPeriod is >= GuestJoins and < GuestLeaves ? Crowds[GuestNumber(age)] : Members;

    /// <summary>Who joins or leaves with an event of this age: everyone but the founder with the first one, later on one guest.</summary>
    public Person[] MovingAt(int age) => age == 0 ? Members[1..] : [Guests[GuestNumber(age)]];

    private int GuestNumber(int age) => age / GuestPeriod % Guests.Length;
}
