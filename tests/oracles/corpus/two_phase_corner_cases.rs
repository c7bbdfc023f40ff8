//@ compiles
struct Meter {
    readings: Vec<usize>,
}

impl Meter {
    fn add(&mut self, value: usize) -> &mut Self {
        self.readings.push(value);
        self
    }
    fn latest(&self) -> usize {
        self.readings.last().copied().unwrap_or(0)
    }
}

fn main() {
    let mut meter = Meter { readings: vec![] };
    meter.add(meter.latest() + 1);
    meter.add(meter.latest() + 2).add(10);
    let mut list = vec![0, 1];
    list[0] += list[1];
    let top = list.len() - 1;
    list[top] = list[0] + 5;
    list.extend_from_within(..list.len() - 1);
    println!("{:?} {list:?}", meter.readings);
}
