//@ compiles
//@ fixes exercise
struct Seat {
    row: u32,
    place: u32,
}

fn neighbour(seat: Seat) -> Seat {
    Seat { row: seat.row, place: seat.place + 1 }
}

fn main() {
    let mine = Seat { row: 3, place: 7 };
    let yours = neighbour(Seat { ..mine });
    println!("mine: {}, {}", mine.row, mine.place);
    println!("yours: {}, {}", yours.row, yours.place);
}
