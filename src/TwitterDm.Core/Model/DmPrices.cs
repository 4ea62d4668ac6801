using System.Globalization;

namespace TwitterDm;

/// <summary>X's price of one resource, in US dollars. X changes its prices: set those of your plan.</summary>
public sealed class DmPrices
{
    // Boxed: reading a reference while another thread sets it is atomic, and reading a decimal is not.
    private object _event = 0.010m;
    private object _user = 0.010m;
    private object _message = 0.015m;
    private object _delete = 0.010m;
    private object _block = 0.010m;
    private object _upload = 0.010m;

    /// <summary>For an event that is read: 0.010 unless it is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public decimal Event
    {
        get => (decimal)_event;
        set => _event = Checked(value, nameof(Event));
    }

    /// <summary>For a user who is read: 0.010 unless it is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public decimal User
    {
        get => (decimal)_user;
        set => _user = Checked(value, nameof(User));
    }

    /// <summary>For a message that is sent: 0.015 unless it is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public decimal Message
    {
        get => (decimal)_message;
        set => _message = Checked(value, nameof(Message));
    }

    /// <summary>For an event that is deleted: 0.010 unless it is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public decimal Delete
    {
        get => (decimal)_delete;
        set => _delete = Checked(value, nameof(Delete));
    }

    /// <summary>For a user who is blocked or unblocked: 0.010 unless it is set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public decimal Block
    {
        get => (decimal)_block;
        set => _block = Checked(value, nameof(Block));
    }

    /// <summary>For an attachment that is uploaded: 0.010 unless it is set. X's playground shows it; X's price list does not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public decimal Upload
    {
        get => (decimal)_upload;
        set => _upload = Checked(value, nameof(Upload));
    }

    /// <summary>One line for people.</summary>
    public override string ToString()
        => FormattableString.Invariant($"{Event:0.000#####} USD an event, {User:0.000#####} a user, {Message:0.000#####} a message, ")
        + FormattableString.Invariant($"{Delete:0.000#####} a delete, {Block:0.000#####} a block, {Upload:0.000#####} an upload");

    private static decimal Checked(decimal price, string name) => price >= 0 ? price : throw new ArgumentOutOfRangeException(
        name, string.Create(CultureInfo.InvariantCulture, $"A price is 0 or more US dollars, and not {price}."));
}
