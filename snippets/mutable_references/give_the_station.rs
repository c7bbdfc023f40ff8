//@ compiles
//@ fixes move_out_of_mut
struct Station {
    queue: Vec<&'static str>,
}

fn hand_over(station: Station) -> Vec<&'static str> {
    station.queue
}

fn main() {
    let queue = vec!["Aria"];
    let station = Station { queue };
    let evening = hand_over(station);
    println!("{evening:?}");
}
