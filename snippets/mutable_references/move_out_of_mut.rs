//@ error E0507
struct Station {
    queue: Vec<&'static str>,
}

fn hand_over(station: &mut Station) -> Vec<&'static str> {
    station.queue //~ E0507
}

fn main() {
    let queue = vec!["Aria"];
    let mut station = Station { queue };
    let evening = hand_over(&mut station);
    println!("{evening:?}, left {:?}", station.queue);
}
