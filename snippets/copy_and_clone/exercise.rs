//@ error E0382
//@ exercise without clone, keeps fn neighbour
struct Seat {
    row: u32,
    place: u32,
}

fn neighbour(seat: Seat) -> Seat {
    Seat { row: seat.row, place: seat.place + 1 }
}

fn main() {
    let mine = Seat { row: 3, place: 7 };
    let yours = neighbour(mine);
    println!("mine: {}, {}", mine.row, mine.place); //~ E0382
    println!("yours: {}, {}", yours.row, yours.place);
}
